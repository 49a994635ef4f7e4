namespace Telemetry.Tools.Schema;

/// <summary>What changed between two versions of a schema, and which version that asks for.</summary>
/// <param name="Old">The old file's version.</param>
/// <param name="New">The new file's version.</param>
/// <param name="Changes">Every difference: the schema's own first, then common fields, events, reports.</param>
public sealed record SchemaDiffResult(SchemaVersion Old, SchemaVersion New, EquatableArray<SchemaChange> Changes)
{
    /// <summary>The highest bump that any change asks for.</summary>
    public SchemaBump RequiredBump => Changes.Count == 0 ? SchemaBump.None : Changes.Max(change => change.Bump);

    /// <summary>The lowest version that the new file may have.</summary>
    public SchemaVersion RequiredVersion => RequiredBump switch
    {
        SchemaBump.Model => new SchemaVersion(Old.Model + 1, 0, 0),
        SchemaBump.Revision => new SchemaVersion(Old.Model, Old.Revision + 1, 0),
        SchemaBump.Addition => new SchemaVersion(Old.Model, Old.Revision, Old.Addition + 1),
        _ => Old,
    };

    /// <summary>Whether the new file's version is high enough for its changes.</summary>
    public bool IsVersionSufficient => New >= RequiredVersion;

    /// <summary>Everybody who breaks by some change.</summary>
    public SchemaBreaks Breaks => Changes.Aggregate(SchemaBreaks.None, (all, change) => all | change.Breaks);
}
