namespace Telemetry.Tools.Schema;

/// <summary>Reads when a field or event came and when it should go. Whether a date has passed is not judged here: that would make the
/// same file good today and bad tomorrow.</summary>
internal static class LifetimeParser
{
    public static string? Since(ObjectReader reader, ParseContext context)
    {
        if (reader.Text("since") is not { } text) return null;
        if (SchemaVersion.TryParse(text, out var version) && version <= context.Version) return text;
        context.Diagnostics.Add(SchemaDiagnostics.BadSince, reader.ValueSpan("since"), text, context.Version);
        return null;
    }

    public static string? Expires(ObjectReader reader, ParseContext context)
    {
        if (reader.Text("expires") is not { } text) return null;
        if (Quantities.IsDate(text)) return text;
        context.Diagnostics.Add(SchemaDiagnostics.BadDate, reader.ValueSpan("expires"), text);
        return null;
    }
}
