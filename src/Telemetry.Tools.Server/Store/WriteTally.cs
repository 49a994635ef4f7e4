namespace Telemetry.Tools.Server;

/// <summary>What a transaction has found out about each of its batches so far.</summary>
internal sealed class WriteTally(IReadOnlyList<IngestBatch> batches)
{
    private readonly int[] _accepted = new int[batches.Count];
    private readonly List<Rejection>?[] _late = new List<Rejection>?[batches.Count];
    private readonly WriteOutcome?[] _settled = new WriteOutcome?[batches.Count];

    /// <summary>The batch needs no writing: its answer is known.</summary>
    public void Settle(int batch, WriteOutcome outcome) => _settled[batch] = outcome;

    public bool IsSettled(int batch) => _settled[batch] is not null;

    public void Accept(int batch) => _accepted[batch]++;

    /// <summary>The event is older than what retention has removed: stored again, it would be counted twice.</summary>
    public void RejectAsTooOld(int batch, int item) =>
        (_late[batch] ??= []).Add(new Rejection(item, RejectionCodes.TooOld, "The event is older than what retention has already removed from this stream."));

    /// <summary>Tenants that have new events, in order.</summary>
    public IEnumerable<string> ChangedTenants() =>
        batches.Where((_, i) => _accepted[i] > 0).Select(batch => batch.Tenant).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public WriteOutcome OutcomeOf(int batch) => _settled[batch] ??= new WriteOutcome(batches[batch].Answer(_accepted[batch], _late[batch] ?? []));
}
