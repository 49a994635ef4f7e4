namespace Telemetry.Tools.Schema;

/// <summary>Names of the properties that each part of a schema file may have.</summary>
internal static class SchemaGrammar
{
    public static readonly string[] Root =
    [
        "$schema", "$comment", "schema", "version", "namespace", "description", "owner", "storage", "discriminator", "payload", "fields", "events", "reports",
    ];

    public static readonly string[] Storage = ["format", "file", "rotateAt", "retain"];

    public static readonly string[] Event = ["description", "owner", "deprecated", "since", "expires", "typeName", "fields"];

    /// <summary>What says the type: in a field, and alone in the items of a list or map.</summary>
    public static readonly string[] Type = ["type", "values", "closed", "items", "fields", "typeName", "description"];

    public static readonly string[] Field =
    [
        "type", "description", "nullable", "optional", "unit", "role", "privacy", "hash", "values", "closed", "items", "fields", "typeName",
        "otel", "owner", "deprecated", "since", "expires",
    ];

    public static readonly string[] EnumValue = ["value", "description"];

    public static readonly string[] Report = ["id", "title", "chart", "measure", "by", "bucket", "event", "top", "description"];
}
