namespace Telemetry.Tools.Server;

/// <summary>Ids of series that writers have seen. Those of a transaction become known to later ones only when it is committed.</summary>
internal sealed class SeriesCache
{
    private const int Most = 500_000;

    private readonly Dictionary<UInt128, long> _known = [];
    private readonly Dictionary<UInt128, long> _pending = [];

    public bool TryGet(UInt128 key, out long id) => _known.TryGetValue(key, out id) || _pending.TryGetValue(key, out id);

    public void Add(UInt128 key, long id) => _pending[key] = id;

    public void Commit()
    {
        if (_known.Count + _pending.Count > Most) _known.Clear();
        foreach (var (key, id) in _pending) _known[key] = id;
        _pending.Clear();
    }

    public void Rollback() => _pending.Clear();

    public void Clear()
    {
        _known.Clear();
        _pending.Clear();
    }
}
