using System.Buffers.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>Writes an event as the schema has it, one JSON object: what was sent and named by the schema, and what the server added.</summary>
internal ref struct PayloadWriter(Span<byte> to)
{
    private readonly Span<byte> _to = to;
    private int _length;

    /// <summary>Bytes written.</summary>
    public readonly int Length => _length;

    /// <summary>Room that a draft needs at most.</summary>
    public static int RoomFor(in UsageDraft draft, string? error) =>
        1024 + draft.User.Raw.Length + draft.Project.Raw.Length + draft.Prompt.Raw.Length + draft.Provider.Raw.Length + draft.Model.Raw.Length
        + draft.Endpoint.Raw.Length + draft.PriceVersion.Raw.Length + draft.EventId.Raw.Length + draft.ResponseTime.Length + ((error?.Length ?? 0) * 6);

    public void Write(in UsageDraft draft, ReadOnlySpan<byte> tenant, ReadOnlySpan<byte> priceVersion)
    {
        ref readonly var item = ref draft.Event;
        Append("{\"timestamp\":\""u8);
        Time(item.Time);
        Append("\",\"tenant_id\":\""u8);
        Append(tenant);
        Append("\""u8);
        Text(",\"user_id\":"u8, draft.User);
        Text(",\"project_id\":"u8, draft.Project);
        Text(",\"prompt_id\":"u8, draft.Prompt);
        Text(",\"model_provider\":"u8, draft.Provider);
        Text(",\"model\":"u8, draft.Model);
        Text(",\"endpoint\":"u8, draft.Endpoint);
        Number(",\"tokens_requested\":"u8, item.TokensRequested);
        Number(",\"tokens_used\":"u8, item.TokensUsed);
        Money(item.CostNanos);
        Append(",\"response_time_ms\":"u8);
        Append(draft.ResponseTime.IsEmpty ? "null"u8 : draft.ResponseTime);
        Append(item.Success ? ",\"success\":true"u8 : ",\"success\":false"u8);
        Append(item.CacheHit switch { null => ",\"cache_hit\":null"u8, true => ",\"cache_hit\":true"u8, false => ",\"cache_hit\":false"u8 });
        Error(item.Error);
        if (item.InputTokens is not null) Number(",\"input_tokens\":"u8, item.InputTokens);
        if (item.OutputTokens is not null) Number(",\"output_tokens\":"u8, item.OutputTokens);
        if (item.CacheReadTokens is not null) Number(",\"cache_read_tokens\":"u8, item.CacheReadTokens);
        if (item.CacheWriteTokens is not null) Number(",\"cache_write_tokens\":"u8, item.CacheWriteTokens);
        Quoted(",\"price_version\":\""u8, priceVersion.IsEmpty ? draft.PriceVersion.Raw : priceVersion);
        Quoted(",\"event_id\":\""u8, draft.EventId.Raw);
        Append("}"u8);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_to[_length..]);
        _length += bytes.Length;
    }

    private void Text(ReadOnlySpan<byte> name, in ItemText text)
    {
        Append(name);
        if (!text.IsSet)
        {
            Append("null"u8);
            return;
        }

        Append("\""u8);
        Append(text.Raw);
        Append("\""u8);
    }

    private void Quoted(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return;
        Append(name);
        Append(value);
        Append("\""u8);
    }

    private void Number(ReadOnlySpan<byte> name, long? value)
    {
        Append(name);
        if (value is not { } number) Append("null"u8);
        else if (Utf8Formatter.TryFormat(number, _to[_length..], out var written)) _length += written;
    }

    private void Money(long? nanos)
    {
        Append(",\"cost_usd\":"u8);
        if (nanos is { } known) _length += MoneyText.Write(_to[_length..], known);
        else Append("null"u8);
    }

    private void Error(string? error)
    {
        Append(",\"error\":"u8);
        if (error is null)
        {
            Append("null"u8);
            return;
        }

        Append("\""u8);
        Append(JsonEncodedText.Encode(error).EncodedUtf8Bytes);
        Append("\""u8);
    }

    private void Time(long micros)
    {
        var time = Clock.Time(micros);
        TimeText.WriteDate(ref _to[_length], DateOnly.FromDateTime(time.UtcDateTime).DayNumber);
        _length += 10;
        _length += TimeText.WriteTime(ref _to[_length], time.UtcTicks % TimeSpan.TicksPerDay);
    }
}
