using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>What an export request becomes: events of its own stream, and events of <c>llm-usage</c> for the records that tell of a request to a model. Each record is in one of them.</summary>
internal sealed class OtlpBatches(string tenant, string stream, StreamParsers parsers, DateTimeOffset now, int maxItems)
{
    private const int MaxIdCharacters = 128;

    private readonly ArrayBufferWriter<byte> _json = new(1024);
    private readonly Dictionary<UInt128, int> _ordinals = [];
    private readonly List<IngestBatch> _full = [];
    private IngestBatch _raw = new(tenant, stream);
    private IngestBatch _usage = new(tenant, StreamNames.LlmUsage);
    private int _items;

    /// <summary>What is to be written, in batches that are no larger than those of other requests.</summary>
    public IEnumerable<IngestBatch> All => _full.Concat([_raw, _usage]).Where(batch => batch.Count + batch.RejectedCount > 0);

    public DateTimeOffset Now => now;

    /// <summary>Adds a record as it is.</summary>
    /// <param name="identity">What makes it the same one when it is sent again.</param>
    /// <param name="fields">Writes its fields.</param>
    public void Add(string identity, Action<Utf8JsonWriter> fields)
    {
        _json.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_json))
        {
            writer.WriteStartObject();
            writer.WriteString("event_id", identity.Length <= MaxIdCharacters ? identity : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity))));
            fields(writer);
            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(_json.WrittenSpan);
        reader.Read();
        parsers.For(tenant, stream).Parse(ref reader, _items++, WithRoom(ref _raw), now);
    }

    /// <summary>Adds a request to a model.</summary>
    /// <param name="identity">What makes it the same one when it is sent again.</param>
    /// <param name="usage">The request.</param>
    /// <param name="isPriceable">Whether all its tokens are known, so that a price can be computed.</param>
    public void Add(string identity, LlmUsage usage, bool isPriceable) =>
        parsers.LlmUsage.Add(usage with { DedupKey = identity }, EventIdentity.Of(Encoding.UTF8.GetBytes(identity)), _items++, WithRoom(ref _usage), now, isPriceable);

    /// <summary>Leaves a record out.</summary>
    public void Reject(string code, string message) => WithRoom(ref _raw).Reject(_items++, code, message);

    /// <summary>Leaves a record out that could not be read.</summary>
    /// <returns>Whether it was.</returns>
    public bool RejectUnreadable(OtlpSource source)
    {
        if (!source.IsReadable) Reject(RejectionCodes.InvalidText, "A text holds half of a surrogate pair, or bytes that are not UTF-8.");
        return !source.IsReadable;
    }

    private IngestBatch WithRoom(ref IngestBatch batch)
    {
        if (batch.Count + batch.RejectedCount < maxItems) return batch;
        _full.Add(batch);
        return batch = new IngestBatch(batch.Tenant, batch.Stream);
    }

    /// <summary>A name for a record that has none: its digest, and how many like it the request held before.</summary>
    public string NameOf(ReadOnlySpan<byte> digest)
    {
        var key = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest);
        var ordinal = _ordinals.GetValueOrDefault(key);
        _ordinals[key] = ordinal + 1;
        return $"{Convert.ToHexStringLower(digest)}:{ordinal}";
    }

    /// <summary>A time in nanoseconds as text; the time of receipt where it is missing.</summary>
    public string TimeText(ulong nanos, ulong otherwise = 0) =>
        TimeOf(nanos, otherwise).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A time in nanoseconds; the time of receipt where it is missing.</summary>
    public DateTimeOffset TimeOf(ulong nanos, ulong otherwise = 0) => (nanos, otherwise) switch
    {
        (0, 0) => now,
        (0, _) => Clock.Time((long)(otherwise / 1_000)),
        _ => Clock.Time((long)(nanos / 1_000)),
    };
}
