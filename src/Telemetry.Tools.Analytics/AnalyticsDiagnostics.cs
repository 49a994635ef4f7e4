namespace Telemetry.Tools.Analytics;

/// <summary>Ids of what analytics, import and export complain about. A number is never reused.</summary>
public static class AnalyticsDiagnostics
{
    /// <summary>No schema is known for the stream.</summary>
    public const string UnknownStream = "TEL2100";

    /// <summary>A schema file cannot be used.</summary>
    public const string BrokenSchema = "TEL2101";

    /// <summary>The schema has no such field, or it cannot be used in that place.</summary>
    public const string UnknownField = "TEL2102";

    /// <summary>A filter is not of the form FIELD(=|!=|&lt;|&gt;|~)VALUE.</summary>
    public const string BadFilter = "TEL2103";

    /// <summary>A filter's value does not fit its field's type.</summary>
    public const string BadFilterValue = "TEL2104";

    /// <summary>A period's start or end cannot be read.</summary>
    public const string BadPeriod = "TEL2105";

    /// <summary>A report's measure cannot be computed from the schema.</summary>
    public const string BadMeasure = "TEL2106";

    /// <summary>Lines are no valid events, or cannot be imported, and were left out.</summary>
    public const string LinesLeftOut = "TEL2107";

    /// <summary>The events have no time, so they have no place on a timeline.</summary>
    public const string NoTimeline = "TEL2108";

    /// <summary>An event names a field that the schema does not have.</summary>
    public const string UnknownEventField = "TEL2110";

    /// <summary>A value does not fit its field's type.</summary>
    public const string WrongType = "TEL2111";

    /// <summary>A field that must be there is missing.</summary>
    public const string MissingField = "TEL2112";

    /// <summary>The stream has several events and none, or an unknown one, was named.</summary>
    public const string UnknownEvent = "TEL2113";

    /// <summary>An event could not be read as <c>field=value</c> pairs or as JSON.</summary>
    public const string BadEvent = "TEL2114";

    /// <summary>A file or folder to import is not there or cannot be read.</summary>
    public const string SourceNotFound = "TEL2120";

    /// <summary>It cannot be told which stream a file belongs to.</summary>
    public const string StreamNotGuessed = "TEL2121";

    /// <summary>The file is not of the stated format.</summary>
    public const string NotTheFormat = "TEL2122";

    /// <summary>The store is off, so nothing can be imported into it.</summary>
    public const string StoreIsOff = "TEL2123";

    /// <summary>The store could not be written, so an import stopped; importing again goes on from there.</summary>
    public const string NotWritten = "TEL2124";
}
