namespace Telemetry.Tools.Analytics;

/// <summary>The stream <c>llm-usage</c> in a store on disk.</summary>
/// <param name="store">The store.</param>
internal sealed class StoredUsage(EventStore store) : IUsageStore
{
    private static readonly string StreamName = StreamOf<LlmUsage>();

    /// <inheritdoc/>
    public string Root => store.Root;

    /// <inheritdoc/>
    public string? Machine { get; } = store.MachineId();

    /// <inheritdoc/>
    public long Bytes => store.Streams.FirstOrDefault(s => s.Name == StreamName)?.Bytes ?? 0;

    /// <inheritdoc/>
    public void Append(IReadOnlyList<LlmUsage> events)
    {
        var lost = store.NotRecorded;
        store.Append(events);
        if (store.NotRecorded == lost) return;

        // A store is silent towards its host; an import that says it succeeded must have.
        var warning = store.Warnings is [.., var last] ? last : null;
        throw new AnalyticsException(
            warning?.Id ?? UsageDiagnostics.NotWritten, warning?.Message ?? $"The store '{store.Root}' took less than it was given.", "dotnet telemetry status");
    }

    /// <inheritdoc/>
    public IEnumerable<LlmUsage> Read(DateTimeOffset? since = null, DateTimeOffset? until = null) => store.Read<LlmUsage>(since, until);

    private static string StreamOf<TEvent>()
        where TEvent : class, ITelemetryEvent<TEvent> => TEvent.Stream.Name;
}
