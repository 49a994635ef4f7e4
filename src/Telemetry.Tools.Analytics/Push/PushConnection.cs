namespace Telemetry.Tools.Analytics;

/// <summary>Sends batches to the server, with patience, and schemas where the server asks for one.</summary>
internal sealed class PushConnection(PushRequest request, EventSender sender, CancellationToken cancellation)
{
    private const int Tries = 6;
    private const int TriesAfterSchema = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SchemaSpreads = TimeSpan.FromMilliseconds(250);

    private readonly RetryDelay _delay = new(Random.Shared.NextDouble);
    private readonly HashSet<string> _schemaSent = [];
    private readonly Dictionary<string, SendOutcome> _schemaRefused = [];

    /// <summary>Sends lines until the server has dealt with them.</summary>
    /// <exception cref="AnalyticsException">It does not.</exception>
    public SendOutcome Send(StreamSchema stream, ReadOnlyMemory<byte> lines)
    {
        if (!request.Shipped.Contains(stream.Name)) SendSchema(stream);
        var outcome = Try(() => sender.SendAsync(stream.Name, lines, cancellation));

        // Other servers on the same database learn of a schema a moment later.
        for (var tries = 0; outcome.Kind == SendOutcomeKind.UnknownStream && !_schemaRefused.ContainsKey(stream.Name) && tries < TriesAfterSchema; tries++)
        {
            Wait(SchemaSpreads);
            outcome = Try(() => sender.SendAsync(stream.Name, lines, cancellation));
        }

        if (outcome.Kind == SendOutcomeKind.UnknownStream) throw Unknown(stream);
        return outcome.Kind is SendOutcomeKind.Delivered or SendOutcomeKind.Impossible ? outcome : throw PushDiagnostics.AsException(outcome, request.Server);
    }

    // The same schema again changes nothing, and a later one is the server's business to judge.
    private void SendSchema(StreamSchema stream)
    {
        if (!_schemaSent.Add(stream.Name)) return;
        var outcome = Try(() => sender.PutSchemaAsync(stream.Name, stream.Json, cancellation));
        if (outcome.Kind == SendOutcomeKind.Delivered) return;
        if (outcome.Status is 400 or 409 or 413 or 422)
        {
            throw new AnalyticsException(
                PushDiagnostics.SchemaRefused, $"The server does not take the schema of '{stream.Name}': {outcome.Message}", $"What changed: dotnet telemetry schema diff OLD {stream.File ?? stream.Name}");
        }

        if (outcome.Status is not (403 or 404 or 405)) throw PushDiagnostics.AsException(outcome, request.Server);
        _schemaRefused[stream.Name] = outcome;
    }

    private SendOutcome Try(Func<Task<SendOutcome>> send)
    {
        for (var left = Tries; ; left--)
        {
            var outcome = send().GetAwaiter().GetResult();
            cancellation.ThrowIfCancellationRequested();
            if (outcome.Kind != SendOutcomeKind.Retry || left <= 1)
            {
                _delay.Reset();
                return outcome;
            }

            Wait(WaitAfter(outcome));
        }
    }

    private TimeSpan WaitAfter(SendOutcome outcome)
    {
        var now = request.Time.GetUtcNow();
        if (outcome.RetryAfter > Longest) throw PushDiagnostics.AsksForTooLong(request.Server, now + outcome.RetryAfter.Value, outcome);
        var wait = _delay.Next(outcome.RetryAfter);
        if (outcome.RetryAfter > TimeSpan.Zero) request.OnWait?.Invoke(now + wait, outcome.Message);
        return wait;
    }

    private void Wait(TimeSpan wait) => Task.Delay(wait, request.Time, cancellation).GetAwaiter().GetResult();

    private AnalyticsException Unknown(StreamSchema stream) => new(
        PushDiagnostics.UnknownStream,
        $"The server has no schema of '{stream.Name}'{(_schemaRefused.ContainsKey(stream.Name) ? ", and this key may not send one" : "")}.",
        $"An admin's key can, once: TELEMETRY_SERVER_KEY=… dotnet telemetry push {stream.Name} --server {request.Server}");
}
