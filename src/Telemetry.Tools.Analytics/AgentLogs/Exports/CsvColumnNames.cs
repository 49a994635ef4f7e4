namespace Telemetry.Tools.Analytics;

/// <summary>The columns of an export by name: <c>endTime</c>, <c>end_time</c> and <c>End Time</c> are one.</summary>
internal sealed class CsvColumnNames
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public CsvColumnNames(IReadOnlyList<string> headers)
    {
        for (var at = 0; at < headers.Count; at++) _places.TryAdd(Plain(headers[at]), at);
    }

    /// <summary>Whether any of the names is there.</summary>
    public bool HasAny(params ReadOnlySpan<string> names) => Find(names) >= 0;

    /// <summary>The place of the first name that is there, or -1.</summary>
    public int Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_places.TryGetValue(Plain(name), out var at)) return at;
        }

        return -1;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
