using System.Buffers;
using System.Text;
using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Checks items of <c>llm-usage</c> and counts them in the same rollups as those of <c>client-usage</c>: project as <c>project_id</c>, provider as <c>model_provider</c>,
/// all its tokens as <c>tokens_used</c>.</summary>
internal sealed class LlmUsageItemParser(SchemaItemParser schema, PriceLookup prices) : IItemParser
{
    private const long MaxTokens = 1_000_000_000_000;
    private const long MaxRequests = 1_000_000_000;
    private const decimal MaxUsd = 1_000_000m;
    private const double MaxMilliseconds = 1e10;

    public void Parse(ref Utf8JsonReader reader, int index, IngestBatch batch, DateTimeOffset now)
    {
        var (count, rejected) = (batch.Count, batch.RejectedCount);
        schema.Parse(ref reader, index, batch, now);
        if (batch.Count == count) return;
        var item = batch.Events[^1];
        batch.TakeBack(count, rejected);
        if (LlmUsage.ReadJson(batch.Payload(item), out var usage, out _) == ReadStatus.Event) Finish(usage!, item, batch, isPriceable: true);
        else batch.Reject(index, RejectionCodes.WrongType, "The event does not fit the schema.");
    }

    /// <summary>Adds an event that the server has made from something else.</summary>
    public void Add(LlmUsage usage, UInt128 id, int index, IngestBatch batch, DateTimeOffset now, bool isPriceable)
    {
        var item = new UsageEvent { Id = id, Index = index, Time = Clock.Micros(usage.Timestamp) };
        if (EventTimes.ProblemOf(item.Time, now) is var (code, message)) batch.Reject(index, code, message);
        else Finish(usage, item, batch, isPriceable);
    }

    private void Finish(LlmUsage usage, UsageEvent item, IngestBatch batch, bool isPriceable)
    {
        if (ProblemOf(usage) is var (code, message))
        {
            batch.Reject(item.Index, code, message);
            return;
        }

        usage = Priced(usage with { Error = ErrorText.Of(usage.Error) }, isPriceable);
        Count(usage, ref item);
        WriteDimensions(usage, ref item, batch);
        if (WritePayload(usage, ref item, batch)) batch.Add(item);
        else batch.Reject(item.Index, RejectionCodes.InvalidText, "A text holds U+0000.");
    }

    private static (string Code, string Message)? ProblemOf(LlmUsage usage)
    {
        foreach (var tokens in (ReadOnlySpan<long>)
            [usage.InputTokens, usage.CacheReadTokens, usage.CacheWrite5mTokens, usage.CacheWrite1hTokens, usage.CacheWriteUnknownTokens, usage.OutputTokens, usage.ReasoningTokens ?? 0])
        {
            if (tokens is < 0 or > MaxTokens) return (RejectionCodes.OutOfRange, $"A count of tokens is out of range: 0 to {MaxTokens}.");
        }

        if (usage.Requests is < 0 or > MaxRequests) return (RejectionCodes.OutOfRange, $"'requests' is out of range: 0 to {MaxRequests}.");
        if (usage.CostUsd is < 0 or > MaxUsd || usage.LoggedCostUsd is < 0 or > MaxUsd) return (RejectionCodes.OutOfRange, "A cost is out of range: 0 to 1,000,000 US dollars.");
        if (usage.ResponseTimeMs is { } time && !(time is >= 0 and <= MaxMilliseconds)) return (RejectionCodes.OutOfRange, "'response_time_ms' is out of range: 0 to 10,000,000,000 ms.");
        foreach (var text in (ReadOnlySpan<string?>)[usage.UserId, usage.Project, usage.Provider, usage.Model])
        {
            if (text is not null && Encoding.UTF8.GetByteCount(text) > ItemText.MaxLength) return (RejectionCodes.TooLarge, $"A name is longer than {ItemText.MaxLength} bytes.");
        }

        return null;
    }

    // A cost that was given stands; else the one that the source logged; else the table's. What only adds tokens to an earlier event has no price of its own.
    private LlmUsage Priced(LlmUsage usage, bool isPriceable)
    {
        if (usage.CostUsd is not null) return usage;
        if (usage.LoggedCostUsd is { } logged) return usage with { CostUsd = logged, PriceVersion = UsageEvents.LoggedPrice };
        if (!isPriceable || usage.Requests == 0) return usage;
        var cost = prices.Cost(usage.Model, usage.Provider, usage.Timestamp, UsageEvents.TokensOf(usage), usage.Requests, usage.ServiceTier, usage.Speed);
        return cost is { } known ? usage with { CostUsd = known.Total, PriceVersion = prices.Version } : usage;
    }

    private static void Count(LlmUsage usage, ref UsageEvent item)
    {
        var tokens = UsageEvents.TokensOf(usage);
        (item.IsUsage, item.Requests, item.Success, item.Error) = (true, usage.Requests, usage.Success ?? true, usage.Error);
        (item.InputTokens, item.OutputTokens, item.CacheReadTokens, item.CacheWriteTokens) = (tokens.Input, tokens.Output, tokens.CacheRead, tokens.CacheWrite);
        item.TokensUsed = tokens.Total;
        if (usage.CostUsd is { } cost && Nanos.TryFrom(cost, out var nanos)) item.CostNanos = (long)nanos;
        if (usage.ResponseTimeMs is not { } milliseconds) return;
        Nanos.TryFrom(milliseconds, out var time);
        item.ResponseMicros = (long)Nanos.Rounded(time, Nanos.One / 1_000);
    }

    private static void WriteDimensions(LlmUsage usage, ref UsageEvent item, IngestBatch batch)
    {
        var start = batch.Bytes.WrittenCount;
        foreach (var value in (ReadOnlySpan<string?>)[usage.UserId, usage.Project, null, usage.Provider, usage.Model, null])
        {
            SeriesDimensions.Append(batch.Bytes, Encoding.UTF8.GetBytes(value ?? ""), value is null);
        }

        (item.DimensionsStart, item.DimensionsLength) = (start, batch.Bytes.WrittenCount - start);
        item.SeriesKey = SeriesDimensions.KeyOf(batch.Scope, batch.Dimensions(item));
    }

    private static bool WritePayload(LlmUsage usage, ref UsageEvent item, IngestBatch batch)
    {
        var writer = new LineWriter(new byte[1024]);
        LlmUsage.WriteJson(usage, ref writer);
        if (ItemText.HoldsNul(writer.Written)) return false;
        (item.PayloadStart, item.PayloadLength) = (batch.Bytes.WrittenCount, writer.Written.Length);
        batch.Bytes.Write(writer.Written);
        return true;
    }
}
