using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// The <c>usage</c> object of a Claude message: input without cache, cache writes by lifetime, and calls of their own beside it. Anthropic's
/// documentation of compaction: "The top-level input_tokens and output_tokens do not include compaction iteration usage".
/// </summary>
internal struct ClaudeUsage
{
    public long Input;
    public long CacheRead;
    public long CacheWrite;
    public long CacheWrite5m;
    public long CacheWrite1h;
    public long Output;
    public long Thinking;
    public bool KnowsThinking;
    public string? ServiceTier;
    public string? Speed;
    public string? Problem;

    /// <summary>Calls that are not part of the counts above: an advisor's, of its own model, and compactions, of the message's.</summary>
    public List<(bool IsAdvisor, string? Model, TokenCounts Tokens)>? Beside;

    private long _iterationWrite5m;
    private long _iterationWrite1h;

    /// <summary>
    /// The counts. What was written to the cache and is in neither lifetime has an unknown one; the two lifetimes are never added to their sum.
    /// Where the split of the whole does not add up but that of the iterations does, the iterations are believed.
    /// </summary>
    public readonly TokenCounts Tokens
    {
        get
        {
            var (five, hour) = (CacheWrite5m, CacheWrite1h);
            if (five + hour != CacheWrite && CacheWrite > 0 && _iterationWrite5m + _iterationWrite1h == CacheWrite) (five, hour) = (_iterationWrite5m, _iterationWrite1h);
            return new TokenCounts(Input, CacheRead, five, hour, Math.Max(0, CacheWrite - five - hour), Output, Math.Min(Thinking, Output));
        }
    }

    /// <summary>Reads the object; the reader stands on the property's name or the opening brace.</summary>
    public void Read(ref Utf8JsonReader reader, ref string? lastTier)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("service_tier"u8)) ServiceTier = lastTier = JsonFields.Text(ref reader, lastTier);
            else if (reader.ValueTextEquals("speed"u8)) Speed = JsonFields.Text(ref reader, "standard");
            else if (reader.ValueTextEquals("iterations"u8)) ReadIterations(ref reader);
            else if (!ReadCount(ref reader)) reader.Skip();
        }
    }

    private bool ReadCount(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("input_tokens"u8)) Input = JsonFields.Count(ref reader, ref Problem);
        else if (reader.ValueTextEquals("output_tokens"u8)) Output = JsonFields.Count(ref reader, ref Problem);
        else if (reader.ValueTextEquals("cache_read_input_tokens"u8)) CacheRead = JsonFields.Count(ref reader, ref Problem);
        else if (reader.ValueTextEquals("cache_creation_input_tokens"u8)) CacheWrite = JsonFields.Count(ref reader, ref Problem);
        else if (reader.ValueTextEquals("cache_creation"u8)) ReadCacheCreation(ref reader);
        else if (reader.ValueTextEquals("output_tokens_details"u8)) ReadDetails(ref reader);
        else return false;
        return true;
    }

    private void ReadCacheCreation(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("ephemeral_5m_input_tokens"u8)) CacheWrite5m = JsonFields.Count(ref reader, ref Problem);
            else if (reader.ValueTextEquals("ephemeral_1h_input_tokens"u8)) CacheWrite1h = JsonFields.Count(ref reader, ref Problem);
            else reader.Skip();
        }
    }

    private void ReadDetails(ref Utf8JsonReader reader)
    {
        if (!JsonFields.Enter(ref reader)) return;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("thinking_tokens"u8) || reader.ValueTextEquals("reasoning_tokens"u8))
            {
                Thinking = JsonFields.Count(ref reader, ref Problem);
                KnowsThinking = true;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadIterations(ref Utf8JsonReader reader)
    {
        if (!JsonFields.EnterArray(ref reader)) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) reader.Skip();
            else ReadIteration(ref reader);
        }
    }

    private void ReadIteration(ref Utf8JsonReader reader)
    {
        var iteration = default(ClaudeUsage);
        string? type = null;
        string? model = null;
        while (JsonFields.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8)) type = JsonFields.Text(ref reader, "message");
            else if (reader.ValueTextEquals("model"u8)) model = JsonFields.Text(ref reader);
            else if (!iteration.ReadCount(ref reader)) reader.Skip();
        }

        Problem ??= iteration.Problem;
        if (type is "advisor_message" or "compaction")
        {
            (Beside ??= []).Add((type == "advisor_message", model, iteration.Tokens));
            return;
        }

        _iterationWrite5m += iteration.CacheWrite5m;
        _iterationWrite1h += iteration.CacheWrite1h;
    }
}
