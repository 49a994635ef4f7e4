using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>Ids of what <c>push</c> complains about. A number is never reused.</summary>
public static class PushDiagnostics
{
    /// <summary>The server does not answer, or is busy for too long.</summary>
    public const string NoServer = "TEL2330";

    /// <summary>The server refuses the key, or there is no such server.</summary>
    public const string Refused = "TEL2331";

    /// <summary>The server has no schema of the stream, and this key may not send one.</summary>
    public const string UnknownStream = "TEL2332";

    /// <summary>The server does not take the stream's schema.</summary>
    public const string SchemaRefused = "TEL2333";

    /// <summary>The stream's events have no time, so that the server could not know them again.</summary>
    public const string NoTime = "TEL2334";

    /// <summary>Another push of the same store goes on, or its notes cannot be written.</summary>
    public const string NotesNotUsable = "TEL2335";

    /// <summary>The server refuses requests as a whole.</summary>
    public const string RequestRefused = "TEL2336";

    internal static AnalyticsException RequestRefusedBy(Uri server, string stream, long events, RejectedItem first) => new(
        RequestRefused,
        string.Create(CultureInfo.InvariantCulture, $"{server} refused requests with {events} events of '{stream}': {first.Code.Replace("http_", "HTTP ", StringComparison.Ordinal)}: {first.Message}"),
        "Check the address and what the server says; the next push sends these events again.");

    internal static AnalyticsException AsksForTooLong(Uri server, DateTimeOffset until, SendOutcome outcome) => new(
        NoServer,
        string.Create(CultureInfo.InvariantCulture, $"{server} asks to wait until {until:yyyy-MM-dd HH:mm:ss} UTC (HTTP {outcome.Status}: {outcome.Message}), which is longer than push waits."),
        "Run it again then; what it has acknowledged is not sent again.");

    internal static AnalyticsException AsException(SendOutcome outcome, Uri server) => outcome.Kind switch
    {
        SendOutcomeKind.Refused when outcome.Status == 401 => new AnalyticsException(Refused, $"{server} does not know the key: {outcome.Message}", "Set TELEMETRY_SERVER_KEY to a key that works; an admin makes one: dotnet telemetry keys create NAME --role writer"),
        SendOutcomeKind.Refused when outcome.Status == 403 => new AnalyticsException(Refused, $"The key may not send events to {server}: {outcome.Message}", "Set TELEMETRY_SERVER_KEY to a key with the role writer or admin."),
        SendOutcomeKind.Refused => new AnalyticsException(Refused, $"{server} takes no events (HTTP {outcome.Status}): {outcome.Message}", "Check the address: --server https://telemetry.example.com"),
        _ => new AnalyticsException(NoServer, $"{server} does not take events: {outcome.Message}.", "Run it again when the server is there; what it has acknowledged is not sent again."),
    };
}
