namespace Telemetry.Tools.Server;

/// <summary>The events of a group of batches in the order of their identity; of equal ones the first that arrived comes first.</summary>
internal sealed class EventOrder
{
    private Place[] _places = [];

    /// <summary>Sorts; valid until the next call.</summary>
    /// <param name="batches">The group.</param>
    /// <param name="isLeftOut">Batches that are not written.</param>
    public ReadOnlySpan<Place> Of(IReadOnlyList<IngestBatch> batches, Func<int, bool> isLeftOut)
    {
        var count = batches.Sum(batch => batch.Count);
        if (_places.Length < count) _places = new Place[count * 2];
        var scopes = batches.Select(batch => (batch.Tenant, batch.Stream)).Distinct()
            .OrderBy(scope => scope.Tenant, StringComparer.Ordinal).ThenBy(scope => scope.Stream, StringComparer.Ordinal).ToList();
        var filled = 0;
        for (var i = 0; i < batches.Count; i++)
        {
            if (!isLeftOut(i)) Fill(batches[i], i, scopes.IndexOf((batches[i].Tenant, batches[i].Stream)), ref filled);
        }

        Array.Sort(_places, 0, filled);
        return _places.AsSpan(0, filled);
    }

    private void Fill(IngestBatch batch, int number, int scope, ref int filled)
    {
        var events = batch.Events;
        for (var i = 0; i < events.Length; i++) _places[filled++] = new Place(scope, events[i].Time, events[i].Id, number, i);
    }

    /// <summary>Where an event stands.</summary>
    internal readonly record struct Place(int Scope, long Time, UInt128 Id, int Batch, int Event) : IComparable<Place>
    {
        public int CompareTo(Place other)
        {
            var order = Scope.CompareTo(other.Scope);
            if (order == 0) order = Time.CompareTo(other.Time);
            if (order == 0) order = Id.CompareTo(other.Id);
            if (order == 0) order = Batch.CompareTo(other.Batch);
            return order == 0 ? Event.CompareTo(other.Event) : order;
        }
    }
}
