namespace Telemetry.Tools.Analytics;

/// <summary>The attributes of a span or log record, in whatever shape it came.</summary>
internal interface IOtelAttributes
{
    /// <summary>The first of the named attributes that is there, as text.</summary>
    string? Attribute(params ReadOnlySpan<string> names);
}
