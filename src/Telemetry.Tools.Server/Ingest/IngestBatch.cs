using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>The items of one request, checked and ready to be written.</summary>
internal sealed class IngestBatch(string tenant, string stream)
{
    private readonly List<UsageEvent> _events = [];
    private readonly List<Rejection> _rejected = [];
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    public string Tenant { get; } = tenant;

    public string Stream { get; } = stream;

    /// <summary>What the keys of its series begin with.</summary>
    public byte[] Scope { get; } = SeriesDimensions.ScopeOf(tenant, stream);

    /// <summary>The tenant as payloads have it, between quotation marks.</summary>
    public byte[] TenantJson { get; } = [.. JsonEncodedText.Encode(tenant).EncodedUtf8Bytes];

    /// <summary>Header <c>Idempotency-Key</c>; <see langword="null"/> where there was none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>SHA-256 of the stream and the body; only with a key.</summary>
    public byte[] BodyHash { get; init; } = [];

    /// <summary>Items so far, good or not.</summary>
    public int Items { get; set; }

    public Span<UsageEvent> Events => CollectionsMarshal.AsSpan(_events);

    public int Count => _events.Count;

    public ArrayBufferWriter<byte> Bytes => _bytes;

    public int RejectedCount => _rejected.Count;

    /// <summary>Forgets what an item has added, once it turns out to be none.</summary>
    public void TakeBack(int count, int rejected)
    {
        _events.RemoveRange(count, _events.Count - count);
        _rejected.RemoveRange(rejected, _rejected.Count - rejected);
    }

    public void Add(in UsageEvent item) => _events.Add(item);

    public void Reject(int index, string code, string message) => _rejected.Add(new Rejection(index, code, message));

    public ReadOnlySpan<byte> Payload(in UsageEvent item) => _bytes.WrittenSpan.Slice(item.PayloadStart, item.PayloadLength);

    public ReadOnlySpan<byte> Dimensions(in UsageEvent item) => _bytes.WrittenSpan.Slice(item.DimensionsStart, item.DimensionsLength);

    /// <summary>The answer, once it is known which events were new and which came too late.</summary>
    public IngestAnswer Answer(int accepted, IReadOnlyList<Rejection> late)
    {
        var tooLate = late.Select(item => item.Index).ToHashSet();
        return new(accepted, Count - accepted - late.Count, _events.Count(item => item.HasGeneratedId && !tooLate.Contains(item.Index)), [.. _rejected.Concat(late).OrderBy(item => item.Index)]);
    }
}
