using System.Buffers.Binary;
using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>An event as the database has it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Series">Its series; <see langword="null"/> where it is counted in no rollup.</param>
/// <param name="Usage">Its time and what rollups count.</param>
/// <param name="Payload">The event itself, as JSON.</param>
internal sealed record StoredEvent(Guid Id, long? Series, UsageEvent Usage, byte[] Payload)
{
    /// <summary>What is read of the table of events.</summary>
    public const string Columns =
        "ts, series, requests, success, cache_hit, response_us, cost_nanos, tokens_requested, tokens_used, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, event_id, payload";

    /// <summary>What is read of it where only rollups matter.</summary>
    public const string UsageColumns =
        "ts, series, requests, success, cache_hit, response_us, cost_nanos, tokens_requested, tokens_used, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens";

    /// <summary>Takes a row of <see cref="Columns"/>.</summary>
    public static StoredEvent Of(DbDataReader reader) => new(
        EventIdentity.ToGuid(BinaryPrimitives.ReadUInt128BigEndian((byte[])reader.GetValue(13))), reader.Number(1), UsageOf(reader), (byte[])reader.GetValue(14));

    /// <summary>Takes what rollups count from a row of <see cref="UsageColumns"/>.</summary>
    public static UsageEvent UsageOf(DbDataReader reader) => new()
    {
        Time = reader.GetInt64(0),
        IsUsage = !reader.IsDBNull(1),
        Requests = reader.Number(2) ?? 0,
        Success = reader.Number(3) == 1,
        CacheHit = reader.Number(4) is { } hit ? hit == 1 : null,
        ResponseMicros = reader.Number(5),
        CostNanos = reader.Number(6),
        TokensRequested = reader.Number(7),
        TokensUsed = reader.Number(8),
        InputTokens = reader.Number(9),
        OutputTokens = reader.Number(10),
        CacheReadTokens = reader.Number(11),
        CacheWriteTokens = reader.Number(12),
    };
}
