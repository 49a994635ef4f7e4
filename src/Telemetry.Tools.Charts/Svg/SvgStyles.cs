using System.Text;

namespace Telemetry.Tools.Charts;

/// <summary>Classes of inks.</summary>
internal static class SvgStyles
{
    public static string Fill(Ink ink) => $"tt-f-{ink.Name}";

    public static string Stroke(Ink ink) => $"tt-l-{ink.Name}";

    public static string DarkRules()
    {
        var css = new StringBuilder("@media (prefers-color-scheme: dark){");
        foreach (Ink ink in Palette.Inks)
        {
            if (Palette.Light[ink] == Palette.Dark[ink])
                continue;
            css.Append(System.Globalization.CultureInfo.InvariantCulture, $".{Fill(ink)}{{fill:{Palette.Dark[ink]}}}");
            if (!ink.On)
                css.Append(System.Globalization.CultureInfo.InvariantCulture, $".{Stroke(ink)}{{stroke:{Palette.Dark[ink]}}}");
        }
        return css.Append('}').ToString();
    }
}
