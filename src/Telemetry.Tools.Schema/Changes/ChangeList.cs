namespace Telemetry.Tools.Schema;

/// <summary>Collects changes; CSV breaks count only where the stream is CSV.</summary>
internal sealed class ChangeList(bool isCsv)
{
    private readonly List<SchemaChange> _items = [];

    public bool IsCsv { get; } = isCsv;

    public void Add(SchemaChangeKind kind, string path, SchemaBump bump, SchemaBreaks breaks, string message) =>
        _items.Add(new SchemaChange(kind, path, message, IsCsv ? breaks : breaks & ~SchemaBreaks.CsvColumns, bump));

    /// <summary>A change that nobody breaks by.</summary>
    public void Note(SchemaChangeKind kind, string path, string message) => Add(kind, path, SchemaBump.Addition, SchemaBreaks.None, message);

    public EquatableArray<SchemaChange> ToArray() => new([.. _items]);
}
