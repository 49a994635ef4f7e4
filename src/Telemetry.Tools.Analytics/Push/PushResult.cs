using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>What a push did.</summary>
/// <param name="Server">The server.</param>
/// <param name="DryRun">Whether nothing was sent.</param>
/// <param name="Streams">Each stream, by name.</param>
/// <param name="Problems">What kept streams from being sent whole.</param>
public sealed record PushResult(Uri Server, bool DryRun, IReadOnlyList<PushedStream> Streams, IReadOnlyList<AnalyticsException> Problems)
{
    /// <summary>Writes the stable JSON shape.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("server", Server.AbsoluteUri);
        json.WriteBoolean("dry_run", DryRun);
        WriteFigures(json, Sum);
        json.WriteStartArray("streams");
        foreach (var stream in Streams)
        {
            json.WriteStartObject();
            json.WriteString("stream", stream.Stream);
            WriteFigures(json, stream);
            WriteRejected(json, stream);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in Problems)
        {
            json.WriteStartObject();
            json.WriteString("code", problem.Id);
            json.WriteString("message", problem.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>All streams together.</summary>
    public PushedStream Sum => Streams.Aggregate(new PushedStream("all"), (sum, stream) => sum.Plus(stream));

    private static void WriteFigures(Utf8JsonWriter json, PushedStream figures)
    {
        json.WriteNumber("already_sent", figures.AlreadySent);
        json.WriteNumber("to_send", figures.ToSend);
        json.WriteNumber("sent", figures.Sent);
        json.WriteNumber("accepted", figures.Accepted);
        json.WriteNumber("duplicates", figures.Duplicates);
        json.WriteNumber("rejected", figures.Rejected);
    }

    private static void WriteRejected(Utf8JsonWriter json, PushedStream stream)
    {
        json.WriteStartArray("rejected_events");
        foreach (var item in stream.RejectedEvents)
        {
            json.WriteStartObject();
            json.WriteString("event_id", item.EventId);
            json.WriteString("code", item.Code);
            json.WriteString("message", item.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>What became of one stream.</summary>
/// <param name="Stream">Its name.</param>
public sealed record PushedStream(string Stream)
{
    private const int Kept = 100;

    private readonly List<RejectedEvent> _rejected = [];

    /// <summary>Events that an earlier push has sent.</summary>
    public long AlreadySent { get; internal set; }

    /// <summary>Events that were to be sent.</summary>
    public long ToSend { get; internal set; }

    /// <summary>Events that the server has dealt with.</summary>
    public long Sent { get; internal set; }

    /// <summary>Of them: new to the server.</summary>
    public long Accepted { get; internal set; }

    /// <summary>Of them: the server had them.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Of them: refused.</summary>
    public long Rejected { get; internal set; }

    /// <summary>The first 100 refused events.</summary>
    public IReadOnlyList<RejectedEvent> RejectedEvents => _rejected;

    internal void Reject(string identity, string code, string message)
    {
        Rejected++;
        if (_rejected.Count < Kept) _rejected.Add(new RejectedEvent(Stream, identity, code, message));
    }

    internal PushedStream Plus(PushedStream other) => new(Stream)
    {
        AlreadySent = AlreadySent + other.AlreadySent,
        ToSend = ToSend + other.ToSend,
        Sent = Sent + other.Sent,
        Accepted = Accepted + other.Accepted,
        Duplicates = Duplicates + other.Duplicates,
        Rejected = Rejected + other.Rejected,
    };
}
