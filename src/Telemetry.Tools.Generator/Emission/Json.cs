namespace Telemetry.Tools.Generator;

/// <summary>Names as JSON.</summary>
internal static class Json
{
    /// <summary>A JSON string. Names are ASCII, but a schema's words are not for us to trust.</summary>
    public static string String(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
}
