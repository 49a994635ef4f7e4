using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>Takes the events of one stream in their order, and hands those that were not sent yet over in batches.</summary>
internal sealed class PushSink(StreamLayout layout, RoleSlots roles, PushIdentity identity, HashSet<ulong> sent, PushedStream result, CancellationToken cancellation) : IRowSink
{
    private const int MaxEvents = 1_000;
    private const int MaxBytes = 1024 * 1024;

    // A line of a store may hold anything beside its fields, an identity too.
    private static readonly StreamTraits Traits = new("timestamp", HasIdentity: true);

    private readonly CsvRowJson _rows = new(layout);
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly List<ulong> _identities = [];

    /// <summary>Deals with a batch: its lines, and the identities to be noted.</summary>
    public required Action<ReadOnlyMemory<byte>, List<ulong>> Send { get; init; }

    /// <summary>Bytes of the lines so far.</summary>
    public long Bytes { get; private set; }

    public void Accept(ReadOnlySpan<Row> rows)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var row in rows) Take(row, row.Line);
    }

    private void Take(Row row, ReadOnlySpan<byte> line)
    {
        Bytes += line.Length + 1;
        var id = identity.Next(line);
        var noted = Note(id);
        if (sent.Contains(noted))
        {
            result.AlreadySent++;
            return;
        }

        if (!roles.TryGetTime(row, out _))
        {
            result.Reject(id.ToString(), "no_time", "The event has no time, so that the server could not know it again.");
            return;
        }

        Add(id, noted, row.Csv is null ? JsonRecordWriter.AsItStands(line) : _rows.Make(row, line).Span);
        if (_identities.Count >= MaxEvents || _lines.WrittenCount >= MaxBytes) Flush();
    }

    /// <summary>Sends what is left.</summary>
    public void Flush()
    {
        if (_identities.Count == 0) return;
        Send(_lines.WrittenMemory, _identities);
        _lines.ResetWrittenCount();
        _identities.Clear();
    }

    private void Add(Guid id, ulong noted, ReadOnlySpan<byte> json)
    {
        try
        {
            _lines.Write(EventEnvelope.Line(json, Traits, hasTime: true, id, default));
        }
        catch (JsonException)
        {
            result.Reject(id.ToString(), "invalid_json", "The line is no JSON that a server reads.");
            return;
        }

        result.ToSend++;
        _identities.Add(noted);
    }

    private static ulong Note(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
    }
}
