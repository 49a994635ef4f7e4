namespace Telemetry.Tools.Schema;

/// <summary>A validated schema file: one stream, its events and its reports. Compared by value; it holds no positions.</summary>
/// <param name="Stream">The stream's name; also its folder in a store and its table in a database.</param>
/// <param name="Version">SchemaVer version of the file.</param>
/// <param name="Namespace">C# namespace of the generated types.</param>
/// <param name="Description">What the stream records, for people.</param>
/// <param name="Owner">Who answers for the stream, or <see langword="null"/>.</param>
/// <param name="Storage">Format, file name, rotation and retention.</param>
/// <param name="Discriminator">Name of the field that tells the events apart; <see langword="null"/> for a stream of one event.</param>
/// <param name="Payload">Name of the object that holds an event's own fields; <see langword="null"/> where they stand beside the common ones.</param>
/// <param name="Fields">Fields of every event, in writing order.</param>
/// <param name="Events">The events, in file order; never empty.</param>
/// <param name="Reports">The reports, in file order.</param>
public sealed record SchemaDocument(
    string Stream,
    SchemaVersion Version,
    string Namespace,
    string? Description,
    string? Owner,
    StorageDefinition Storage,
    string? Discriminator,
    string? Payload,
    EquatableArray<FieldDefinition> Fields,
    EquatableArray<EventDefinition> Events,
    EquatableArray<ReportDefinition> Reports);

/// <summary>How a stream is kept on disk.</summary>
/// <param name="Format">JSON Lines or CSV.</param>
/// <param name="File">Name of the active segment, for example <c>usage.jsonl</c>.</param>
/// <param name="RotateAt">Size in bytes at which the active segment is closed; 0 = never.</param>
/// <param name="Retain">How long closed segments are kept; <see langword="null"/> = for ever.</param>
public sealed record StorageDefinition(StorageFormat Format, string File, long RotateAt, TimeSpan? Retain);

/// <summary>The two formats of a segment.</summary>
public enum StorageFormat
{
    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>RFC 4180 rows with a header row; text may hold quoted line breaks.</summary>
    Csv,
}

/// <summary>One kind of event in a stream.</summary>
/// <param name="Name">Name in the file, and the discriminator's value.</param>
/// <param name="TypeName">Name of the generated C# record.</param>
/// <param name="Description">What happened, for people.</param>
/// <param name="Owner">Who answers for it, or <see langword="null"/>.</param>
/// <param name="Deprecated">Why it should not be used any more, or <see langword="null"/>.</param>
/// <param name="Since">Version in which it came, or <see langword="null"/>.</param>
/// <param name="Expires">Date after which it should be gone, or <see langword="null"/> (yyyy-MM-dd).</param>
/// <param name="Fields">Its own fields, in writing order.</param>
public sealed record EventDefinition(
    string Name,
    string TypeName,
    string? Description,
    string? Owner,
    string? Deprecated,
    string? Since,
    string? Expires,
    EquatableArray<FieldDefinition> Fields);

/// <summary>One field of an event, or of a nested object.</summary>
/// <param name="Name">Name in the written line.</param>
/// <param name="PropertyName">Name of the C# property. For <see cref="PrivacyClass.Hash"/> the property that takes the raw
/// value (<c>Input</c> for <c>input_hash</c>, <c>User</c> for <c>user</c>); the digest is <c>PropertyName + "Hash"</c>.</param>
/// <param name="Type">What it holds. With <see cref="PrivacyClass.Hash"/> the type of the raw value is string and the written type sha256.</param>
/// <param name="Nullable">Whether <c>null</c> is a value of it. Written as <c>null</c>; absent reads as <c>null</c>.</param>
/// <param name="Optional">Whether <c>null</c> is left out when written (implies <paramref name="Nullable"/>).</param>
/// <param name="Unit">Unit of the number (<c>s ms us tokens usd bytes percent count …</c>), or <see langword="null"/>.</param>
/// <param name="Role">What analytics may do with it.</param>
/// <param name="Privacy">What becomes of the value on its way to the disk.</param>
/// <param name="Hash">How a hashed field is hashed.</param>
/// <param name="Otel">The OpenTelemetry attribute it maps to, or <see langword="null"/>.</param>
/// <param name="Description">What it means, for people.</param>
/// <param name="Owner">Who answers for it, or <see langword="null"/>.</param>
/// <param name="Deprecated">Why it should not be used any more, or <see langword="null"/>.</param>
/// <param name="Since">Version in which it came, or <see langword="null"/>.</param>
/// <param name="Expires">Date after which it should be gone (yyyy-MM-dd), or <see langword="null"/>.</param>
public sealed record FieldDefinition(
    string Name,
    string PropertyName,
    FieldType Type,
    bool Nullable,
    bool Optional,
    string? Unit,
    FieldRole Role,
    PrivacyClass Privacy,
    HashAlgorithmKind Hash,
    string? Otel,
    string? Description,
    string? Owner,
    string? Deprecated,
    string? Since,
    string? Expires)
{
    /// <summary>Whether the field is a column or property of the written line (redacted and dropped fields are not).</summary>
    public bool IsWritten => Privacy is PrivacyClass.Public or PrivacyClass.Hash;
}

/// <summary>The type of a field.</summary>
/// <param name="Kind">Which type.</param>
/// <param name="TypeName">C# type name of a nested record or enum; <see langword="null"/> otherwise.</param>
/// <param name="Values">Members of an enum, in file order.</param>
/// <param name="IsClosed">Whether an enum rejects unknown values (an open one keeps their text).</param>
/// <param name="Element">Item type of a list, value type of a map.</param>
/// <param name="Fields">Fields of an object.</param>
public sealed record FieldType(
    FieldKind Kind,
    string? TypeName = null,
    EquatableArray<EnumMember> Values = default,
    bool IsClosed = false,
    FieldType? Element = null,
    EquatableArray<FieldDefinition> Fields = default);

/// <summary>A member of an enum.</summary>
/// <param name="Value">Text in the written line.</param>
/// <param name="MemberName">Name of the C# member.</param>
/// <param name="Description">What it means, for people.</param>
public sealed record EnumMember(string Value, string MemberName, string? Description);

/// <summary>Types a field can have.</summary>
public enum FieldKind
{
    /// <summary>Text: C# <see cref="string"/>.</summary>
    String,

    /// <summary>C# <see cref="int"/>.</summary>
    Int32,

    /// <summary>C# <see cref="long"/>.</summary>
    Int64,

    /// <summary>C# <see cref="double"/>; NaN and infinities are written as the strings <c>NaN Infinity -Infinity</c>.</summary>
    Double,

    /// <summary>C# <see cref="decimal"/>, written as a JSON number with its scale.</summary>
    Decimal,

    /// <summary>C# <see cref="bool"/>.</summary>
    Bool,

    /// <summary>C# <see cref="DateTimeOffset"/>, written as ISO 8601 in UTC with 3, 6 or 7 decimals as the value needs.</summary>
    Timestamp,

    /// <summary>C# <c>DateOnly</c>, written as yyyy-MM-dd.</summary>
    Date,

    /// <summary>C# <see cref="TimeSpan"/>, written as a number in the field's unit (default s), exact to the tick.</summary>
    Duration,

    /// <summary>C# <see cref="Guid"/>, written as 8-4-4-4-12 in lower case.</summary>
    Uuid,

    /// <summary>32 bytes, written as 64 hexadecimal digits in lower case.</summary>
    Sha256,

    /// <summary>A value of a list of names.</summary>
    Enum,

    /// <summary>A nested record.</summary>
    Object,

    /// <summary>A list of one element type.</summary>
    List,

    /// <summary>A map from text to one element type.</summary>
    Map,

    /// <summary>Any JSON value, kept as text.</summary>
    Json,
}

/// <summary>What a field is to analytics.</summary>
public enum FieldRole
{
    /// <summary>Nothing in particular.</summary>
    None,

    /// <summary>When the event happened.</summary>
    Time,

    /// <summary>Something to group by.</summary>
    Dimension,

    /// <summary>A number to add up.</summary>
    Measure,

    /// <summary>How long it took.</summary>
    Duration,

    /// <summary>An exit code: 0 is success.</summary>
    Outcome,

    /// <summary>Whether it succeeded.</summary>
    Success,

    /// <summary>Why it failed.</summary>
    Error,

    /// <summary>What it cost, in US dollars.</summary>
    Cost,

    /// <summary>Tokens sent, without cache.</summary>
    TokensInput,

    /// <summary>Tokens received.</summary>
    TokensOutput,

    /// <summary>Tokens read from the provider's cache.</summary>
    TokensCacheRead,

    /// <summary>Tokens written to the provider's cache.</summary>
    TokensCacheWrite,

    /// <summary>The language model.</summary>
    Model,

    /// <summary>Who serves the model.</summary>
    Provider,

    /// <summary>Who did it.</summary>
    User,

    /// <summary>The session it belongs to.</summary>
    Session,

    /// <summary>The session or event that it came from.</summary>
    Parent,

    /// <summary>The machine it ran on.</summary>
    Machine,

    /// <summary>The event's identity.</summary>
    Id,
}

/// <summary>What becomes of a value on its way to the disk.</summary>
public enum PrivacyClass
{
    /// <summary>Written as it is.</summary>
    Public,

    /// <summary>Only a digest is written.</summary>
    Hash,

    /// <summary>A property of the record that is never written.</summary>
    Redact,

    /// <summary>Not even a property; a value that comes from outside is thrown away.</summary>
    Drop,
}

/// <summary>How a hashed field is hashed.</summary>
public enum HashAlgorithmKind
{
    /// <summary>HMAC-SHA-256 under the store's random key.</summary>
    Hmac,

    /// <summary>Plain SHA-256: equal everywhere, but short values can be guessed.</summary>
    Sha256,
}

/// <summary>A report that the schema asks for.</summary>
/// <param name="Id">Name of the section and of its chart file.</param>
/// <param name="Title">Title for people.</param>
/// <param name="Chart">How it is drawn.</param>
/// <param name="Measure">What is measured: <c>count</c>, <c>success_rate</c>, <c>outcome</c> (successes and failures), <c>figures</c> (all that the roles allow), or <c>sum|avg|min|max|p50|p95|p99:FIELD</c>.</param>
/// <param name="By">Field to group by, or <see langword="null"/>.</param>
/// <param name="Bucket">Time bucket (<c>hour day week month</c>), or <see langword="null"/>.</param>
/// <param name="Event">Event it is about, or <see langword="null"/> for all.</param>
/// <param name="Top">Groups shown before the rest is added up; 0 = the report's default (20).</param>
/// <param name="Description">What it says, for people.</param>
public sealed record ReportDefinition(
    string Id,
    string Title,
    ReportChart Chart,
    string Measure,
    string? By,
    string? Bucket,
    string? Event,
    int Top,
    string? Description);

/// <summary>How a report is drawn.</summary>
public enum ReportChart
{
    /// <summary>One bar a group.</summary>
    Bar,

    /// <summary>One bar split by a second group, or by outcome.</summary>
    StackedBar,

    /// <summary>A line over time.</summary>
    Line,

    /// <summary>A filled line over time.</summary>
    Area,

    /// <summary>How often which value occurs.</summary>
    Histogram,

    /// <summary>One point an event.</summary>
    Scatter,

    /// <summary>Two groups and a colour.</summary>
    HeatMap,

    /// <summary>Spans over time.</summary>
    Timeline,

    /// <summary>A table only.</summary>
    Table,
}
