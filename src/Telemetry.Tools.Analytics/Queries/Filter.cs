namespace Telemetry.Tools.Analytics;

/// <summary>How a filter compares.</summary>
public enum FilterOperator
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c>; true for null and missing values too, unless compared with <c>null</c>.</summary>
    NotEqual,

    /// <summary><c>&lt;</c>; false for null.</summary>
    Less,

    /// <summary><c>&gt;</c>; false for null.</summary>
    Greater,

    /// <summary><c>~</c>: the field's text holds the value, letter by letter; no pattern.</summary>
    Contains,
}

/// <summary>A condition that an event must meet. Numbers and times compare by value, text by UTF-8 bytes; <c>null</c> stands for no value.</summary>
/// <param name="Field">The field, by path or by a name that is unique.</param>
/// <param name="Operator">How it compares.</param>
/// <param name="Value">What with, as it was typed.</param>
public sealed record Filter(string Field, FilterOperator Operator, string Value)
{
    /// <summary>Reads <c>FIELD(=|!=|&lt;|&gt;|~)VALUE</c>.</summary>
    /// <exception cref="AnalyticsException">TEL2103: it is not of that form.</exception>
    public static Filter Parse(string text)
    {
        var at = text.AsSpan().IndexOfAny("=!<>~");
        if (at <= 0) throw Malformed(text);
        var field = text[..at].Trim();
        var (operation, length) = text[at] switch
        {
            '=' => (FilterOperator.Equal, 1),
            '<' => (FilterOperator.Less, 1),
            '>' => (FilterOperator.Greater, 1),
            '~' => (FilterOperator.Contains, 1),
            '!' when at + 1 < text.Length && text[at + 1] == '=' => (FilterOperator.NotEqual, 2),
            _ => throw Malformed(text),
        };
        return field.Length == 0 ? throw Malformed(text) : new Filter(field, operation, text[(at + length)..].Trim());
    }

    private static AnalyticsException Malformed(string text) => new(
        AnalyticsDiagnostics.BadFilter,
        $"'{text}' is no filter. A filter is FIELD=VALUE, FIELD!=VALUE, FIELD<VALUE, FIELD>VALUE or FIELD~TEXT.",
        "--where 'target=Build' --where 'duration_seconds>2'");
}
