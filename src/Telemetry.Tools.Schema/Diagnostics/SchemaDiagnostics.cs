namespace Telemetry.Tools.Schema;

/// <summary>Everything that can be wrong in a schema file. Numbers are never reused; <c>docs/diagnostics.md</c> shows an example and the fix of each.</summary>
public static class SchemaDiagnostics
{
    /// <summary>Two files for one stream: what only all files of a project, or of a folder, can show.</summary>
    public const string DuplicateStreamId = "TEL0101";

    private static readonly List<SchemaDiagnosticDescriptor> Catalogue = [];

    /// <summary>The text is not JSON (comments and trailing commas are fine).</summary>
    public static readonly SchemaDiagnosticDescriptor NotJson = Error("TEL0001", "Not JSON",
        "not JSON: {0}", "Correct the syntax at this place. Comments and trailing commas are allowed.");

    /// <summary>Objects or types nested without end.</summary>
    public static readonly SchemaDiagnosticDescriptor TooDeep = Error("TEL0002", "Nested too deep",
        "nested too deep: {0} levels are the most", "Flatten the object, or make the inner part a field of type 'json'.");

    /// <summary>A property, field or event that comes twice.</summary>
    public static readonly SchemaDiagnosticDescriptor DuplicateName = Error("TEL0003", "Duplicate name",
        "'{0}' is there twice in this object; the first is on line {1}", "Remove or rename one of them.");

    /// <summary>A type that does not exist.</summary>
    public static readonly SchemaDiagnosticDescriptor UnknownType = Error("TEL0004", "Unknown type",
        "unknown type '{0}'.{1} Types: {2}", "Use one of the types that the message lists.");

    /// <summary>The file holds something other than an object.</summary>
    public static readonly SchemaDiagnosticDescriptor NotAnObject = Error("TEL0005", "Not an object",
        "a schema file holds one object, this one holds {0}", "Put everything into one pair of braces.");

    /// <summary>A compulsory property that is not there.</summary>
    public static readonly SchemaDiagnosticDescriptor MissingProperty = Error("TEL0006", "Missing property",
        "{0} needs the property '{1}'{2}", "Add the property.");

    /// <summary>A property that nobody reads.</summary>
    public static readonly SchemaDiagnosticDescriptor UnknownProperty = Error("TEL0007", "Unknown property",
        "{0} has no property '{1}'.{2} Properties: {3}", "Correct the spelling, or take the property out.");

    /// <summary>Text where a number is expected, and the like.</summary>
    public static readonly SchemaDiagnosticDescriptor WrongJsonType = Error("TEL0008", "Wrong kind of value",
        "'{0}' is {1}, it must be {2}", "Write the value in the form that the message names.");

    /// <summary>A version that is not SchemaVer.</summary>
    public static readonly SchemaDiagnosticDescriptor BadVersion = Error("TEL0009", "Bad version",
        "'{0}' is no version: write MODEL-REVISION-ADDITION, for example 1-0-0", "Start with 1-0-0; 'dotnet telemetry schema diff' says which part to raise.");

    /// <summary>A name that cannot be a file name.</summary>
    public static readonly SchemaDiagnosticDescriptor BadFileName = Error("TEL0010", "Bad name of a stream, file or report",
        "'{0}' cannot be the name of {1}: it becomes a file name, so it has 1 to 64 of a-z 0-9 . _ - and starts with a letter or digit",
        "Use small letters, digits, dot, hyphen and underscore.");

    /// <summary>A namespace that C# refuses.</summary>
    public static readonly SchemaDiagnosticDescriptor BadNamespace = Error("TEL0011", "Bad namespace",
        "'{0}' is no C# namespace", "Write identifiers with dots between them, for example Contoso.Telemetry.");

    /// <summary>A field or event name outside the allowed characters.</summary>
    public static readonly SchemaDiagnosticDescriptor BadName = Error("TEL0012", "Bad name of a field or event",
        "'{0}' cannot be the name of {1}: it has 1 to 128 of A-Z a-z 0-9 _ - . @ $ and at least one letter or digit",
        "Use letters, digits and underscores.");

    /// <summary>Two fields that would be one C# property.</summary>
    public static readonly SchemaDiagnosticDescriptor PropertyClash = Error("TEL0013", "Two fields for one C# name",
        "'{0}' and '{1}' would both be the C# property '{2}'", "Rename one of the two fields.");

    /// <summary>A word that C#, an operating system or the store keeps for itself.</summary>
    public static readonly SchemaDiagnosticDescriptor ReservedWord = Error("TEL0014", "Reserved word",
        "'{0}' is reserved {1}", "Choose another name.");

    /// <summary>A number that measures something, without its unit.</summary>
    public static readonly SchemaDiagnosticDescriptor MissingUnit = Error("TEL0015", "Missing unit",
        "'{0}' has the role '{1}' and needs a unit{2}", "Add \"unit\", for example \"unit\": \"ms\".");

    /// <summary>A unit that does not exist.</summary>
    public static readonly SchemaDiagnosticDescriptor UnknownUnit = Error("TEL0016", "Unknown unit",
        "unknown unit '{0}'.{1} Units: {2}, or a word of your own in braces, for example {{pages}}", "Use a unit of the list, or put your own word in braces.");

    /// <summary>A name that says another unit than the field.</summary>
    public static readonly SchemaDiagnosticDescriptor UnitInName = Warning("TEL0017", "The name says another unit",
        "the name '{0}' ends in '{1}', but the unit is '{2}'", "Correct the unit, or rename the field.");

    /// <summary>A role that does not exist.</summary>
    public static readonly SchemaDiagnosticDescriptor UnknownRole = Error("TEL0018", "Unknown role",
        "unknown role '{0}'.{1} Roles: {2}", "Use one of the roles that the message lists.");

    /// <summary>A role that this type cannot have.</summary>
    public static readonly SchemaDiagnosticDescriptor RoleMisfit = Error("TEL0019", "The role does not fit the type",
        "the role '{0}' does not fit the type '{1}'; it goes with {2}", "Change the role or the type.");

    /// <summary>Two fields with a role that an event has once.</summary>
    public static readonly SchemaDiagnosticDescriptor SecondRole = Error("TEL0020", "The role is taken",
        "'{0}' has the role '{1}', which '{2}' has already: an event has it once", "Take the role from one of them; a second number can be a measure, a second time needs no role.");

    /// <summary>A privacy class that does not exist.</summary>
    public static readonly SchemaDiagnosticDescriptor UnknownPrivacy = Error("TEL0021", "Unknown privacy class",
        "unknown privacy class '{0}'.{1} Classes: {2}. Until this is corrected the field is never written", "Use one of the classes that the message lists.");

    /// <summary>A privacy class that this type or place cannot have.</summary>
    public static readonly SchemaDiagnosticDescriptor PrivacyMisfit = Error("TEL0022", "The privacy class does not fit",
        "privacy 'hash' needs the type 'string', the type of the raw value, and '{0}' is '{1}'", "Make the type 'string', or use 'redact' or 'drop'.");

    /// <summary>A way of hashing for a field that is not hashed.</summary>
    public static readonly SchemaDiagnosticDescriptor HashWithoutPrivacy = Error("TEL0023", "'hash' without privacy 'hash'",
        "'{0}' says how it is hashed, but its privacy is '{1}'", "Add \"privacy\": \"hash\", or take \"hash\" out.");

    /// <summary>A chart that does not exist.</summary>
    public static readonly SchemaDiagnosticDescriptor UnknownChart = Error("TEL0024", "Unknown chart",
        "unknown chart '{0}'.{1} Charts: {2}", "Use one of the charts that the message lists.");

    /// <summary>A measure that does not exist.</summary>
    public static readonly SchemaDiagnosticDescriptor UnknownMeasure = Error("TEL0025", "Unknown measure",
        "unknown measure '{0}'.{1} Measures: {2}", "Use count, success_rate, outcome, or for example avg:FIELD.");

    /// <summary>Another word out of a fixed list that does not exist.</summary>
    public static readonly SchemaDiagnosticDescriptor UnknownChoice = Error("TEL0026", "Unknown choice",
        "unknown word '{0}'.{1} Choices: {2}", "Use one of the words that the message lists.");

    /// <summary>An enum with nothing in it.</summary>
    public static readonly SchemaDiagnosticDescriptor EnumWithoutValues = Error("TEL0027", "Enum without values",
        "the enum '{0}' has no values", "Add \"values\": [\"a\", \"b\"], or make it a string.");

    /// <summary>Two values of an enum that are the same, or would be in C#.</summary>
    public static readonly SchemaDiagnosticDescriptor DuplicateEnumValue = Error("TEL0028", "Duplicate enum value",
        "the enum '{0}' has '{1}' twice, or another value with the C# name '{2}'", "Remove one of the two.");

    /// <summary>A list or map that does not say of what.</summary>
    public static readonly SchemaDiagnosticDescriptor MissingItems = Error("TEL0029", "List or map without items",
        "the {0} '{1}' does not say what it holds", "Add \"items\": \"string\", or an object with a type.");

    /// <summary>An object with nothing in it.</summary>
    public static readonly SchemaDiagnosticDescriptor ObjectWithoutFields = Error("TEL0030", "Object without fields",
        "the object '{0}' has no fields", "Add \"fields\", or use the type 'json' for an object of any shape.");

    /// <summary>A property that belongs to another type.</summary>
    public static readonly SchemaDiagnosticDescriptor OptionMisfit = Error("TEL0031", "The property does not fit the type",
        "'{0}' goes with {1}, and the type is '{2}'", "Take the property out, or change the type.");

    /// <summary>Several events and nothing to tell them apart.</summary>
    public static readonly SchemaDiagnosticDescriptor MissingDiscriminator = Error("TEL0032", "Missing discriminator",
        "the stream has {0} events and nothing that tells them apart", "Add \"discriminator\": \"event_type\" beside \"events\".");

    /// <summary>A field with the discriminator's name.</summary>
    public static readonly SchemaDiagnosticDescriptor DiscriminatorClash = Error("TEL0033", "The discriminator's name is taken",
        "'{0}' is the discriminator, which is written for every event; a field cannot have its name", "Take the field out, or rename one of the two.");

    /// <summary>A payload where there can be none, or with a taken name.</summary>
    public static readonly SchemaDiagnosticDescriptor BadPayload = Error("TEL0034", "Bad payload",
        "'{0}' cannot be the payload: {1}", "Give the payload a name of its own, beside a discriminator.");

    /// <summary>A schema that records nothing.</summary>
    public static readonly SchemaDiagnosticDescriptor NoEvents = Error("TEL0035", "No events",
        "the stream has no event", "Add at least one event under \"events\".");

    /// <summary>A size that cannot be read.</summary>
    public static readonly SchemaDiagnosticDescriptor BadSize = Error("TEL0036", "Bad size",
        "'{0}' is no size: write bytes as a number, or text such as 10MB (10^6) or 10MiB (2^20); 0 is never", "Write for example \"10MB\".");

    /// <summary>A duration that cannot be read.</summary>
    public static readonly SchemaDiagnosticDescriptor BadDuration = Error("TEL0037", "Bad duration",
        "'{0}' is no duration: write a number with d, h, m or s, for example 365d; null is for ever", "Write for example \"365d\".");

    /// <summary>A date that cannot be read.</summary>
    public static readonly SchemaDiagnosticDescriptor BadDate = Error("TEL0038", "Bad date",
        "'{0}' is no date: write yyyy-MM-dd", "Write for example \"2027-06-30\".");

    /// <summary>A nested value in a table.</summary>
    public static readonly SchemaDiagnosticDescriptor CsvNested = Error("TEL0039", "CSV cannot nest",
        "'{0}' is '{1}', and a CSV cell holds plain values only", "Use the format jsonl, or plain fields.");

    /// <summary>Several kinds of rows in one table.</summary>
    public static readonly SchemaDiagnosticDescriptor CsvEvents = Error("TEL0040", "CSV holds one kind of event",
        "a CSV stream has one event and one set of columns; this one has {0}", "Use the format jsonl, or a stream for each event.");

    /// <summary>A report over a field that is not there, or never written.</summary>
    public static readonly SchemaDiagnosticDescriptor ReportField = Error("TEL0041", "Report over an unknown field",
        "the report '{0}' is over '{1}', {2}", "Name a field of the event; a nested one as outer.inner.");

    /// <summary>A report over an event that is not there.</summary>
    public static readonly SchemaDiagnosticDescriptor ReportEvent = Error("TEL0042", "Report over an unknown event",
        "the report '{0}' is over the event '{1}', which is not in this schema.{2}", "Name an event of this schema.");

    /// <summary>A report that its fields cannot answer.</summary>
    public static readonly SchemaDiagnosticDescriptor ReportMisfit = Error("TEL0043", "The report does not fit its fields",
        "the report '{0}' cannot be drawn: {1}", "Choose another field, measure or chart, or give a field the role.");

    /// <summary>Two reports with one id.</summary>
    public static readonly SchemaDiagnosticDescriptor DuplicateReport = Error("TEL0044", "Duplicate report",
        "there are two reports '{0}'; the id names the chart file", "Give each report its own id.");

    /// <summary>Two generated types with one name.</summary>
    public static readonly SchemaDiagnosticDescriptor TypeClash = Error("TEL0045", "Two types for one C# name",
        "the C# type '{0}' is made for {1} and for {2}", "Give one of them a \"typeName\".");

    /// <summary>A type name that C# refuses.</summary>
    public static readonly SchemaDiagnosticDescriptor BadTypeName = Error("TEL0046", "Bad type name",
        "'{0}' cannot be a type name: it starts with A-Z and goes on with letters, digits and underscores", "Write a name such as TargetRun.");

    /// <summary>Optional and yet not nullable.</summary>
    public static readonly SchemaDiagnosticDescriptor OptionalNotNullable = Error("TEL0047", "Optional, but not nullable",
        "'{0}' is optional, so that it reads as null where it is absent; it cannot have \"nullable\": false", "Take \"nullable\" out.");

    /// <summary>A <c>since</c> that is no version, or lies ahead.</summary>
    public static readonly SchemaDiagnosticDescriptor BadSince = Error("TEL0048", "Bad 'since'",
        "'since' is '{0}'; it names the version in which this came, at most the file's own {1}", "Write the version, for example 1-0-2.");

    /// <summary>A file ending that says another format.</summary>
    public static readonly SchemaDiagnosticDescriptor FileEnding = Error("TEL0049", "The file ending does not fit the format",
        "the file '{0}' holds {1} and must end in {2}", "Rename the file, or change the format.");

    /// <summary>An event's field with the name of a common one.</summary>
    public static readonly SchemaDiagnosticDescriptor CommonFieldClash = Error("TEL0050", "The name is taken by a common field",
        "'{0}' is a field of every event already", "Take it out of the event, or out of the common fields.");

    /// <summary>Text that is empty or holds control characters.</summary>
    public static readonly SchemaDiagnosticDescriptor BadText = Error("TEL0051", "Empty or unprintable text",
        "'{0}' is {1}", "Write a sentence, or take the property out.");

    /// <summary>An OpenTelemetry attribute name outside its rules.</summary>
    public static readonly SchemaDiagnosticDescriptor BadOtelName = Error("TEL0052", "Bad OpenTelemetry attribute",
        "'{0}' is no attribute name: small letters, digits and underscores, in parts with dots between them", "Write for example gen_ai.usage.input_tokens.");

    /// <summary>A unit that the type or role cannot have.</summary>
    public static readonly SchemaDiagnosticDescriptor UnitMisfit = Error("TEL0053", "The unit does not fit",
        "the unit '{0}' does not fit '{1}': {2}", "Correct the unit, the role or the type.");

    /// <summary>A CSV stream with nothing to write.</summary>
    public static readonly SchemaDiagnosticDescriptor CsvWithoutColumns = Error("TEL0054", "CSV without columns",
        "a CSV stream needs at least one field that is written", "Add a field, or use the format jsonl.");

    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<SchemaDiagnosticDescriptor> All => Catalogue;

    private static SchemaDiagnosticDescriptor Error(string id, string title, string messageFormat, string help) =>
        Listed(new SchemaDiagnosticDescriptor(id, title, messageFormat, SchemaSeverity.Error, help));

    private static SchemaDiagnosticDescriptor Warning(string id, string title, string messageFormat, string help) =>
        Listed(new SchemaDiagnosticDescriptor(id, title, messageFormat, SchemaSeverity.Warning, help));

    private static SchemaDiagnosticDescriptor Listed(SchemaDiagnosticDescriptor descriptor)
    {
        Catalogue.Add(descriptor);
        return descriptor;
    }
}
