using System.Globalization;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Events as clients send them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An event with what must be there, and more fields as JSON text (<c>"a":1,"b":2</c>).</summary>
    public static string Event(string id, string time = "2026-11-20T10:00:00Z", string more = "", string model = "gpt-5", bool success = true)
    {
        var rest = more.Length == 0 ? "" : "," + more;
        return $$"""{"event_id":"{{id}}","timestamp":"{{time}}","model":"{{model}}","success":{{(success ? "true" : "false")}}{{rest}}}""";
    }

    /// <summary>An array of events at one-second steps.</summary>
    public static string Batch(int count, string prefix = "e", DateTimeOffset? start = null, Func<int, string>? more = null) =>
        "[" + string.Join(",", Enumerable.Range(0, count).Select(i => Event(
            string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}"),
            (start ?? Now.AddDays(-1)).AddSeconds(i).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            more?.Invoke(i) ?? ""))) + "]";
}
