using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Telemetry.Tools.Server;

/// <summary>What rollups add up; its fields are in the order of <see cref="UsageSql.Sums"/>, and are read as such.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct UsageSums
{
    public long Requests;
    public long Successes;
    public long CacheKnown;
    public long CacheHits;
    public long TokensRequested;
    public long TokensUsed;
    public long InputTokens;
    public long OutputTokens;
    public long CacheReadTokens;
    public long CacheWriteTokens;
    public long CostNanos;
    public long Unpriced;
    public long Timed;
    public long ResponseMicros;

    /// <summary>The sums, in the order of <see cref="UsageSql.Sums"/>.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<long> Values => MemoryMarshal.CreateReadOnlySpan(in Requests, Unsafe.SizeOf<UsageSums>() / sizeof(long));

    /// <exception cref="OverflowException">A sum no longer fits.</exception>
    public void Add(in UsageEvent item)
    {
        checked
        {
            Requests += item.Requests;
            Successes += item.Success ? item.Requests : 0;
            CacheKnown += item.CacheHit is null ? 0 : 1;
            CacheHits += item.CacheHit is true ? 1 : 0;
            TokensRequested += item.TokensRequested ?? 0;
            TokensUsed += item.TokensUsed ?? 0;
            InputTokens += item.InputTokens ?? 0;
            OutputTokens += item.OutputTokens ?? 0;
            CacheReadTokens += item.CacheReadTokens ?? 0;
            CacheWriteTokens += item.CacheWriteTokens ?? 0;
            CostNanos += item.CostNanos ?? 0;
            Unpriced += item.CostNanos is null ? item.Requests : 0;
            Timed += item.ResponseMicros is null ? 0 : 1;
            ResponseMicros += item.ResponseMicros ?? 0;
        }
    }

    /// <exception cref="OverflowException">A sum no longer fits.</exception>
    public void Add(in UsageSums other)
    {
        checked
        {
            Requests += other.Requests;
            Successes += other.Successes;
            CacheKnown += other.CacheKnown;
            CacheHits += other.CacheHits;
            TokensRequested += other.TokensRequested;
            TokensUsed += other.TokensUsed;
            InputTokens += other.InputTokens;
            OutputTokens += other.OutputTokens;
            CacheReadTokens += other.CacheReadTokens;
            CacheWriteTokens += other.CacheWriteTokens;
            CostNanos += other.CostNanos;
            Unpriced += other.Unpriced;
            Timed += other.Timed;
            ResponseMicros += other.ResponseMicros;
        }
    }

    /// <summary>Takes away what was added.</summary>
    public void Remove(in UsageSums other)
    {
        Requests -= other.Requests;
        Successes -= other.Successes;
        CacheKnown -= other.CacheKnown;
        CacheHits -= other.CacheHits;
        TokensRequested -= other.TokensRequested;
        TokensUsed -= other.TokensUsed;
        InputTokens -= other.InputTokens;
        OutputTokens -= other.OutputTokens;
        CacheReadTokens -= other.CacheReadTokens;
        CacheWriteTokens -= other.CacheWriteTokens;
        CostNanos -= other.CostNanos;
        Unpriced -= other.Unpriced;
        Timed -= other.Timed;
        ResponseMicros -= other.ResponseMicros;
    }
}
