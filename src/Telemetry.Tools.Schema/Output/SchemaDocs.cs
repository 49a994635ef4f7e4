using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Schema;

/// <summary>Writes a page about a schema, in Markdown.</summary>
public static class SchemaDocs
{
    /// <summary>The page: what the stream holds, each event with its fields, each report.</summary>
    public static string Markdown(SchemaDocument document)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(document.Stream).Append("\n\n");
        if (document.Description is not null) text.Append(document.Description).Append("\n\n");
        AppendFacts(text, document);
        if (document.Fields.Count > 0)
        {
            text.Append("## Fields of every event\n\n");
            AppendFields(text, document.Fields);
        }

        foreach (var item in document.Events) AppendEvent(text, document, item);
        AppendReports(text, document);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void AppendFacts(StringBuilder text, SchemaDocument document)
    {
        var storage = document.Storage;
        text.Append("| | |\n|---|---|\n");
        AppendFact(text, "version", document.Version.ToString());
        AppendFact(text, "C# namespace", Code(document.Namespace));
        AppendFact(text, "owner", document.Owner is null ? null : Cell(document.Owner));
        AppendFact(text, "file", Code(storage.File));
        AppendFact(text, "rotated at", storage.RotateAt == 0 ? "never" : storage.RotateAt.ToString("#,0", CultureInfo.InvariantCulture) + " bytes");
        AppendFact(text, "kept", storage.Retain is { } retain ? Span(retain) : "for ever");
        AppendFact(text, "events told apart by", document.Discriminator is null ? null : Code(document.Discriminator));
        AppendFact(text, "own fields in", document.Payload is null ? null : Code(document.Payload));
        text.Append('\n');
    }

    private static void AppendFact(StringBuilder text, string name, string? value)
    {
        if (value is not null) text.Append($"| {name} | {value} |\n");
    }

    private static void AppendEvent(StringBuilder text, SchemaDocument document, EventDefinition item)
    {
        text.Append("## ").Append(document.Events.Count > 1 ? $"Event `{item.Name}`" : "Event").Append("\n\n");
        if (item.Description is not null) text.Append(item.Description).Append(' ');
        text.Append("C#: ").Append(Code(item.TypeName)).Append(".\n\n");
        AppendLifetime(text, item.Owner, item.Deprecated, item.Since, item.Expires);
        if (item.Fields.Count > 0) AppendFields(text, item.Fields);
        else text.Append("It has no fields of its own.\n\n");
    }

    private static void AppendLifetime(StringBuilder text, string? owner, string? deprecated, string? since, string? expires)
    {
        if (Lifetime(owner, deprecated, since, expires) is { Length: > 0 } line) text.Append(line).Append("\n\n");
    }

    private static string Lifetime(string? owner, string? deprecated, string? since, string? expires)
    {
        string?[] parts =
        [
            deprecated is null ? null : $"**Deprecated:** {deprecated}", since is null ? null : $"Since {since}.", expires is null ? null : $"Expires {expires}.",
            owner is null ? null : $"Owner: {owner}.",
        ];
        return string.Join(" ", parts.Where(part => part is not null));
    }

    private static void AppendFields(StringBuilder text, EquatableArray<FieldDefinition> fields)
    {
        text.Append("| field | type | unit | role | privacy | meaning |\n|---|---|---|---|---|---|\n");
        AppendRows(text, fields, "");
        text.Append('\n');
    }

    private static void AppendRows(StringBuilder text, EquatableArray<FieldDefinition> fields, string prefix)
    {
        foreach (var field in fields)
        {
            var role = field.Role == FieldRole.None ? "" : Code(SchemaVocabulary.Roles.TextOf(field.Role));
            var unit = field.Unit is null ? "" : Code(field.Unit);
            text.Append($"| {Code(prefix + field.Name)} | {TypeCell(field)} | {unit} | {role} | {Privacy(field)} | {Meaning(field)} |\n");
            var inner = field.Type.Kind == FieldKind.Object ? field.Type : field.Type.Element;
            if (inner is { Kind: FieldKind.Object }) AppendRows(text, inner.Fields, prefix + field.Name + (field.Type.Kind == FieldKind.Object ? "." : "[]."));
        }
    }

    private static string TypeCell(FieldDefinition field)
    {
        var presence = field.Optional ? ", may be absent" : field.Nullable ? ", may be null" : "";
        return TypeName(field.Type) + presence;
    }

    private static string TypeName(FieldType type)
    {
        var name = SchemaVocabulary.Types.TextOf(type.Kind);
        return type.Kind switch
        {
            FieldKind.Enum => string.Join(" ", type.Values.Select(value => Code(value.Value))) + (type.IsClosed ? "" : " …"),
            FieldKind.List or FieldKind.Map when type.Element is not null => $"{name} of {TypeName(type.Element)}",
            _ => Code(name),
        };
    }

    private static string Privacy(FieldDefinition field) => field.Privacy switch
    {
        PrivacyClass.Hash => field.Hash == HashAlgorithmKind.Sha256 ? "SHA-256 only" : "keyed digest only",
        PrivacyClass.Redact => "never written",
        PrivacyClass.Drop => "thrown away",
        _ => "",
    };

    private static string Meaning(FieldDefinition field)
    {
        var values = field.Type.Values.Where(value => value.Description is not null).Select(value => $"{Code(value.Value)}: {value.Description}");
        var lifetime = Lifetime(field.Owner, field.Deprecated, field.Since, field.Expires);
        var otel = field.Otel is null ? "" : $"OpenTelemetry: {Code(field.Otel)}.";
        string[] parts = [field.Description ?? "", .. values, otel, lifetime];
        return Cell(string.Join(" ", parts.Where(part => part.Length > 0)));
    }

    private static void AppendReports(StringBuilder text, SchemaDocument document)
    {
        if (document.Reports.Count == 0) return;
        text.Append("## Reports\n\n| report | chart | measure | by | meaning |\n|---|---|---|---|---|\n");
        foreach (var report in document.Reports)
        {
            var chart = SchemaVocabulary.Charts.TextOf(report.Chart);
            string?[] groups = [report.By, report.Bucket];
            var by = string.Join(", ", groups.Where(group => group is not null).Select(group => Code(group!)));
            text.Append($"| {Code(report.Id)} | {chart} | {Code(report.Measure)} | {by} | {Cell(report.Description ?? report.Title)} |\n");
        }
    }

    private static string Span(TimeSpan span)
    {
        if (span.Ticks % TimeSpan.TicksPerDay == 0) return Plural(span.Ticks / TimeSpan.TicksPerDay, "day");
        return span.Ticks % TimeSpan.TicksPerHour == 0 ? Plural(span.Ticks / TimeSpan.TicksPerHour, "hour") : span.ToString("c", CultureInfo.InvariantCulture);
    }

    private static string Plural(long count, string unit) => FormattableString.Invariant($"{count} {unit}{(count == 1 ? "" : "s")}");

    private static string Code(string text) => "`" + text.Replace("|", "\\|").Replace("`", "'") + "`";

    private static string Cell(string text) => text.Replace("|", "\\|").Replace("\r", "").Replace("\n", "<br>");
}
