using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Sends one stream.</summary>
internal sealed class PushRun(PushRequest request, PushLedger ledger, PushConnection connection, string storeId, StreamSchema stream, PushedStream result)
{
    private RejectedItem? _firstRefused;
    private long _refused;

    public void Run(IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        var layout = new StreamLayout(stream.Document);
        if (!layout.RoleColumns(FieldRole.Time).Any()) throw NoTime();
        if (request.Again && !request.DryRun) ledger.Forget(stream.Name);
        var slots = new SlotMap(layout, RoleSlots.Columns(layout));
        var source = StreamSource.FromStore(request.StoreRoot, stream.Document);
        var (total, sink) = (source.Files.Sum(file => file.Bytes), default(PushSink));
        sink = new PushSink(layout, new RoleSlots(layout, slots), new PushIdentity(storeId, stream.Name), request.Again ? [] : ledger.Sent(stream.Name), result, cancellation)
        {
            Send = (lines, identities) =>
            {
                if (!request.DryRun) Send(lines, identities);
                progress?.Report(new ScanProgress(Math.Min(sink!.Bytes, total), total, result.AlreadySent + result.ToSend));
            },
        };
        StreamScanner.Run(source, layout, slots, [sink], null, cancellation);
        sink.Flush();
        if (_firstRefused is not null) throw PushDiagnostics.RequestRefusedBy(request.Server, stream.Name, _refused, _firstRefused);
    }

    private void Send(ReadOnlyMemory<byte> lines, List<ulong> identities)
    {
        var outcome = EventSender.AsDelivered(connection.Send(stream, lines), identities.Count);
        result.Sent += identities.Count;
        result.Accepted += outcome.Accepted;
        result.Duplicates += outcome.Duplicates;
        var texts = new SealedBatch(stream.Name, lines).Identities();
        foreach (var item in outcome.Rejected.Where(item => item.Index < texts.Count)) result.Reject(texts[item.Index], item.Code, item.Message);
        NoteRefused([.. outcome.Rejected.Where(IsRefused)]);
        var later = outcome.Rejected.Where(item => IsRefused(item) || StorePusher.MayPass(item.Code)).Select(item => item.Index).ToHashSet();
        ledger.Add(stream.Name, [.. identities.Where((_, index) => !later.Contains(index))]);
    }

    private void NoteRefused(List<RejectedItem> items)
    {
        _firstRefused ??= items.FirstOrDefault();
        _refused += items.Count;
    }

    // With its whole request: nobody has judged the event itself.
    private static bool IsRefused(RejectedItem item) => item.Code.StartsWith("http_", StringComparison.Ordinal);

    private AnalyticsException NoTime() => new(
        PushDiagnostics.NoTime, $"Stream '{stream.Name}' has no field with the role 'time', so that the server could not know its events again.", "Give a timestamp field the role 'time' in the schema.");
}
