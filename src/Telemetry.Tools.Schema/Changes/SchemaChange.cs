namespace Telemetry.Tools.Schema;

/// <summary>One difference between two versions of a schema.</summary>
/// <param name="Kind">What kind of difference.</param>
/// <param name="Path">What changed: <c>timestamp</c> (common field), <c>target_run.duration_seconds</c>, <c>storage.format</c>, …</param>
/// <param name="Message">What changed and what that means, in a sentence.</param>
/// <param name="Breaks">Who breaks; none for a change that everybody survives.</param>
/// <param name="Bump">The part of the version that has to be raised for it.</param>
public sealed record SchemaChange(SchemaChangeKind Kind, string Path, string Message, SchemaBreaks Breaks, SchemaBump Bump)
{
    /// <summary>Names of those who break, as the tool prints them: <c>reads-old-data</c>, <c>old-reader</c>, <c>csharp-source</c>, <c>csv-columns</c>, <c>sql-columns</c>.</summary>
    public IReadOnlyList<string> BreakNames => [.. Names.Where(name => (Breaks & name.Value) != 0).Select(name => name.Key)];

    private static readonly WordList<SchemaBreaks> Names = new(
    [
        new("reads-old-data", SchemaBreaks.ReadsOldData), new("old-reader", SchemaBreaks.OldReader), new("csharp-source", SchemaBreaks.CSharpSource),
        new("csv-columns", SchemaBreaks.CsvColumns), new("sql-columns", SchemaBreaks.SqlColumns),
    ]);
}

/// <summary>Who breaks by a change.</summary>
[Flags]
public enum SchemaBreaks
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>Programs with the new schema that read lines of the old one: lines are rejected, or mean something else.</summary>
    ReadsOldData = 1,

    /// <summary>Programs with the old schema that read lines of the new one.</summary>
    OldReader = 2,

    /// <summary>C# source that uses the generated types.</summary>
    CSharpSource = 4,

    /// <summary>Readers of CSV files that know a column by its place or name.</summary>
    CsvColumns = 8,

    /// <summary>Tables made of the old schema, and queries on them.</summary>
    SqlColumns = 16,
}

/// <summary>The part of a SchemaVer version that a change raises.</summary>
public enum SchemaBump
{
    /// <summary>None.</summary>
    None,

    /// <summary>The third number: everything old goes on working.</summary>
    Addition,

    /// <summary>The second number: some old data, or some reader, may break.</summary>
    Revision,

    /// <summary>The first number: no old data can be read any more, or it would be misread.</summary>
    Model,
}

/// <summary>Kinds of <see cref="SchemaChange"/>.</summary>
public enum SchemaChangeKind
{
    /// <summary>Another stream.</summary>
    StreamRenamed,

    /// <summary>Another C# namespace.</summary>
    NamespaceChanged,

    /// <summary>Another C# name of a type, property or enum member.</summary>
    CSharpNameChanged,

    /// <summary>Format, file, rotation or retention.</summary>
    StorageChanged,

    /// <summary>What tells events apart.</summary>
    DiscriminatorChanged,

    /// <summary>The object that holds an event's own fields.</summary>
    PayloadChanged,

    /// <summary>A new event.</summary>
    EventAdded,

    /// <summary>An event is gone.</summary>
    EventRemoved,

    /// <summary>A new field.</summary>
    FieldAdded,

    /// <summary>A field is gone.</summary>
    FieldRemoved,

    /// <summary>A field is gone and one like it is new.</summary>
    FieldRenamed,

    /// <summary>Another type.</summary>
    TypeChanged,

    /// <summary>Null became possible or impossible, or is written differently.</summary>
    NullabilityChanged,

    /// <summary>Another unit.</summary>
    UnitChanged,

    /// <summary>Another role.</summary>
    RoleChanged,

    /// <summary>Another privacy class, or another way of hashing.</summary>
    PrivacyChanged,

    /// <summary>A new value of an enum.</summary>
    EnumValueAdded,

    /// <summary>A value of an enum is gone.</summary>
    EnumValueRemoved,

    /// <summary>An enum became closed or open.</summary>
    EnumClosednessChanged,

    /// <summary>The fields are written in another order.</summary>
    OrderChanged,

    /// <summary>A report came, went or changed.</summary>
    ReportChanged,

    /// <summary>Text for people, an OpenTelemetry name, a date.</summary>
    DocumentationChanged,
}
