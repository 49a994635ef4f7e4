using System.CommandLine;
using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary><c>schema diff</c>: what changed between two versions, and who breaks.</summary>
internal sealed class SchemaDiffCommand : ToolCommand
{
    private readonly Argument<string> _old = new("OLD") { Description = "The old schema: a file or a stream's name." };
    private readonly Argument<string> _new = new("NEW") { Description = "The new one." };
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public SchemaDiffCommand()
        : base("diff", "What changed between two versions of a schema, who breaks, and which version that asks for.")
    {
        Add(_old);
        Add(_new);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry schema diff orders orders.telemetry.json",
        "dotnet telemetry schema diff old.telemetry.json new.telemetry.json --format json",
    ];

    public override IReadOnlyList<string> Notes => ["Exit code 3: the new file's version is too low for its changes."];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var store = _store.Of(parsed, host);
        var (old, @new) = (SchemaSource.Load(parsed.GetValue(_old)!, store, host), SchemaSource.Load(parsed.GetValue(_new)!, store, host));
        var diff = SchemaDiff.Compare(old.Document(), @new.Document());
        if (asJson) JsonAnswer.Write(host, json => WriteJson(json, diff));
        else WriteText(diff, host);
        return diff.IsVersionSufficient ? ExitCode.Ok : ExitCode.Threshold;
    }

    private static void WriteText(SchemaDiffResult diff, ToolHost host)
    {
        foreach (var change in diff.Changes)
        {
            var breaks = change.BreakNames.Count == 0 ? "" : $"   breaks {string.Join(' ', change.BreakNames)}";
            host.Out.WriteLine($"{Word(change.Bump),-8}  {SafeText.Of(change.Path)}: {SafeText.Of(change.Message)}{breaks}");
        }

        host.Flush();
        host.Error.WriteLine(Verdict(diff));
    }

    private static string Verdict(SchemaDiffResult diff)
    {
        if (diff.Changes.Count == 0) return "Nothing changed.";
        var asked = $"The changes ask for version {diff.RequiredVersion} or higher; the new file has {diff.New}";
        return diff.IsVersionSufficient ? asked + "." : $"{asked}: raise it.";
    }

    private static string Word(SchemaBump bump) => bump.ToString().ToLowerInvariant();

    private static void WriteJson(Utf8JsonWriter json, SchemaDiffResult diff)
    {
        json.WriteStartObject();
        json.WriteString("old", diff.Old.ToString());
        json.WriteString("new", diff.New.ToString());
        json.WriteString("required_bump", Word(diff.RequiredBump));
        json.WriteString("required_version", diff.RequiredVersion.ToString());
        json.WriteBoolean("version_sufficient", diff.IsVersionSufficient);
        json.WriteStartArray("changes");
        foreach (var change in diff.Changes) WriteChange(json, change);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, SchemaChange change)
    {
        json.WriteStartObject();
        json.WriteString("kind", KindWord(change.Kind));
        json.WriteString("path", change.Path);
        json.WriteString("message", change.Message);
        json.WriteStrings("breaks", change.BreakNames);
        json.WriteString("bump", Word(change.Bump));
        json.WriteEndObject();
    }

    // FieldAdded is field-added.
    private static string KindWord(SchemaChangeKind kind) =>
        string.Concat(kind.ToString().Select((c, at) => char.IsUpper(c) ? (at == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()))
            .Replace("c-sharp", "csharp", StringComparison.Ordinal);
}
