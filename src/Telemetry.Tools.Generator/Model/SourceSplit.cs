using System.Globalization;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>
/// Divides a schema among sources. A schema of up to <see cref="MaxWhole"/> events is one source. A larger one is a source for the stream, one for the
/// base and one for each event, so that an edit of an event prints that event again and no other. The compiler's own work for each source grows
/// faster than their number: past <see cref="MaxSources"/> events, neighbours share one.
/// </summary>
internal static class SourceSplit
{
    public const int MaxWhole = 16;

    public const int MaxSources = 128;

    public static IEnumerable<SourceModel> Of(SchemaModel schema) =>
        schema.Document.Events.Count <= MaxWhole ? [new SourceModel(schema.Document.Stream + ".g.cs", SourceParts.All, schema.Json, schema.Document)] : Divide(schema);

    private static List<SourceModel> Divide(SchemaModel schema)
    {
        var document = schema.Document;
        var sources = new List<SourceModel>(MaxSources + 2)
        {
            new(document.Stream + ".g.cs", SourceParts.Stream, schema.Json, document),
            new(Hint(document, "base"), SourceParts.Base, "", Base(document)),
        };
        var frame = Frame(document) with { Description = null };
        EventDefinition[] events = [.. document.Events];
        var size = (events.Length + MaxSources - 1) / MaxSources;
        for (var first = 0; first < events.Length; first += size)
        {
            var own = new EventDefinition[Math.Min(size, events.Length - first)];
            Array.Copy(events, first, own, 0, own.Length);
            sources.Add(new SourceModel(Hint(document, first.ToString(CultureInfo.InvariantCulture)), SourceParts.Events, "", frame with { Events = new(own) }));
        }

        return sources;
    }

    // No stream's name holds a plus, so no other schema makes a source of this name.
    private static string Hint(SchemaDocument document, string part) => $"{document.Stream}+{part}.g.cs";

    // Of the events, their names alone.
    private static SchemaDocument Base(SchemaDocument document) =>
        Frame(document) with { Events = new([.. document.Events.Select(item => new EventDefinition(item.Name, item.TypeName, null, null, null, null, null, default))]) };

    // A version, an owner or a report changes no line of an event.
    private static SchemaDocument Frame(SchemaDocument document) => document with { Version = Unversioned, Owner = null, Reports = default };

    private static readonly SchemaVersion Unversioned = new(0, 0, 0);
}
