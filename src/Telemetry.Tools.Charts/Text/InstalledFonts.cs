namespace Telemetry.Tools.Charts;

/// <summary>Finds a font of the machine.</summary>
internal static class InstalledFonts
{
    public static IFontFace Best => BuiltInFont.Instance;
}
