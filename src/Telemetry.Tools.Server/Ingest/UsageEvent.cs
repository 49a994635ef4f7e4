namespace Telemetry.Tools.Server;

/// <summary>One event that was found good, as the store takes it. Its payload and dimensions are bytes in its batch's buffer.</summary>
internal struct UsageEvent
{
    /// <summary>Whole microseconds since 1970, UTC.</summary>
    public long Time;

    /// <summary>Identity, as the bytes of a UUID in the order in which they are written.</summary>
    public UInt128 Id;

    /// <summary>What names the event's dimensions; 0 for a stream without rollups.</summary>
    public UInt128 SeriesKey;

    /// <summary>Whether it is counted in rollups.</summary>
    public bool IsUsage;

    /// <summary>Id of the series that <see cref="SeriesKey"/> names, once a writer has found it.</summary>
    public long Series;

    /// <summary>Whether the server made the identity.</summary>
    public bool HasGeneratedId;

    public bool Success;
    public bool? CacheHit;
    public long? ResponseMicros;
    public long? CostNanos;
    public long? TokensRequested;
    public long? TokensUsed;
    public long? InputTokens;
    public long? OutputTokens;
    public long? CacheReadTokens;
    public long? CacheWriteTokens;

    /// <summary>The masked error; <see langword="null"/> where there was none.</summary>
    public string? Error;

    /// <summary>How many requests it stands for.</summary>
    public long Requests;

    /// <summary>Place of the item among those that were sent.</summary>
    public int Index;

    public int PayloadStart;
    public int PayloadLength;
    public int DimensionsStart;
    public int DimensionsLength;

    /// <summary>Hours since 1970.</summary>
    public readonly long Hour => Time / Clock.Hour;

    /// <summary>Days since 1970.</summary>
    public readonly long Day => Time / Clock.Day;
}
