namespace Telemetry.Tools.Schema;

/// <summary>The words of a schema file and what they stand for; the text of a word is the same wherever the product prints it.</summary>
public static class SchemaVocabulary
{
    /// <summary>Types of fields.</summary>
    public static WordList<FieldKind> Types { get; } = new(
    [
        new("string", FieldKind.String), new("int32", FieldKind.Int32), new("int64", FieldKind.Int64), new("double", FieldKind.Double),
        new("decimal", FieldKind.Decimal), new("bool", FieldKind.Bool), new("timestamp", FieldKind.Timestamp), new("date", FieldKind.Date),
        new("duration", FieldKind.Duration), new("uuid", FieldKind.Uuid), new("sha256", FieldKind.Sha256), new("enum", FieldKind.Enum),
        new("object", FieldKind.Object), new("list", FieldKind.List), new("map", FieldKind.Map), new("json", FieldKind.Json),
    ]);

    /// <summary>Roles of fields; a field without one has <see cref="FieldRole.None"/>.</summary>
    public static WordList<FieldRole> Roles { get; } = new(
    [
        new("time", FieldRole.Time), new("dimension", FieldRole.Dimension), new("measure", FieldRole.Measure), new("duration", FieldRole.Duration),
        new("outcome", FieldRole.Outcome), new("success", FieldRole.Success), new("error", FieldRole.Error), new("cost", FieldRole.Cost),
        new("tokens_input", FieldRole.TokensInput), new("tokens_output", FieldRole.TokensOutput),
        new("tokens_cache_read", FieldRole.TokensCacheRead), new("tokens_cache_write", FieldRole.TokensCacheWrite),
        new("model", FieldRole.Model), new("provider", FieldRole.Provider), new("user", FieldRole.User), new("session", FieldRole.Session),
        new("parent", FieldRole.Parent), new("machine", FieldRole.Machine), new("id", FieldRole.Id),
    ]);

    /// <summary>Privacy classes.</summary>
    public static WordList<PrivacyClass> PrivacyClasses { get; } = new(
    [
        new("public", PrivacyClass.Public), new("hash", PrivacyClass.Hash), new("redact", PrivacyClass.Redact), new("drop", PrivacyClass.Drop),
    ]);

    /// <summary>Ways of hashing.</summary>
    public static WordList<HashAlgorithmKind> Hashes { get; } = new(
    [
        new("hmac", HashAlgorithmKind.Hmac), new("sha256", HashAlgorithmKind.Sha256),
    ]);

    /// <summary>Formats of segments.</summary>
    public static WordList<StorageFormat> Formats { get; } = new([new("jsonl", StorageFormat.Jsonl), new("csv", StorageFormat.Csv)]);

    /// <summary>Charts of reports.</summary>
    public static WordList<ReportChart> Charts { get; } = new(
    [
        new("bar", ReportChart.Bar), new("stacked-bar", ReportChart.StackedBar), new("line", ReportChart.Line), new("area", ReportChart.Area),
        new("histogram", ReportChart.Histogram), new("scatter", ReportChart.Scatter), new("heat-map", ReportChart.HeatMap),
        new("timeline", ReportChart.Timeline), new("table", ReportChart.Table),
    ]);

    /// <summary>Measures that stand alone.</summary>
    public static IReadOnlyList<string> PlainMeasures { get; } = ["count", "success_rate", "outcome", "figures"];

    /// <summary>Measures of a field, written <c>avg:FIELD</c>.</summary>
    public static IReadOnlyList<string> FieldMeasures { get; } = ["sum", "avg", "min", "max", "p50", "p95", "p99"];

    /// <summary>Time buckets of reports.</summary>
    public static IReadOnlyList<string> Buckets { get; } = ["hour", "day", "week", "month"];

    /// <summary>Units of time, shortest first; a field of type duration has one of them.</summary>
    public static IReadOnlyList<string> TimeUnits { get; } = ["ns", "us", "ms", "s", "min", "h", "d"];

    /// <summary>All units; others stand in braces, as <c>{pages}</c>.</summary>
    public static IReadOnlyList<string> Units { get; } =
    [
        .. TimeUnits, "bytes", "kb", "mb", "gb", "kib", "mib", "gib", "tokens", "usd", "percent", "ratio", "count", "chars", "lines", "files",
        "requests", "bytes_per_second", "tokens_per_second", "per_second", "per_minute", "hz", "celsius", "watts", "joules",
    ];
}
