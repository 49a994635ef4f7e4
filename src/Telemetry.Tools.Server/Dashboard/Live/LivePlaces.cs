namespace Telemetry.Tools.Server;

/// <summary>How many streams of live updates are open: as many as the server can hold, and not all of them for one key.</summary>
internal sealed class LivePlaces
{
    /// <summary>Streams of one key.</summary>
    public const int MostOfOneKey = 20;

    /// <summary>Streams in all.</summary>
    public const int Most = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Takes a place until it is disposed; <see langword="null"/> where none is free.</summary>
    public IDisposable? TryTake(string? keyId)
    {
        var key = keyId ?? "";
        lock (_lock)
        {
            var ofKey = _open.GetValueOrDefault(key);
            if (_all >= Most || ofKey >= MostOfOneKey) return null;
            (_all, _open[key]) = (_all + 1, ofKey + 1);
            return new Place(this, key);
        }
    }

    private void Release(string key)
    {
        lock (_lock)
        {
            _all--;
            if (--_open[key] == 0) _open.Remove(key);
        }
    }

    private sealed class Place(LivePlaces places, string key) : IDisposable
    {
        public void Dispose() => places.Release(key);
    }
}
