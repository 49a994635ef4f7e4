namespace Telemetry.Tools.Analytics;

/// <summary>The stream <c>llm-usage</c> of a store.</summary>
internal interface IUsageStore
{
    /// <summary>The store's folder.</summary>
    string Root { get; }

    /// <summary>The random id of this machine, where the store has one.</summary>
    string? Machine { get; }

    /// <summary>Length of the stream's segments in bytes.</summary>
    long Bytes { get; }

    /// <summary>Appends events.</summary>
    /// <exception cref="AnalyticsException">The store did not take all of them.</exception>
    void Append(IReadOnlyList<LlmUsage> events);

    /// <summary>Reads events.</summary>
    IEnumerable<LlmUsage> Read(DateTimeOffset? since = null, DateTimeOffset? until = null);
}
