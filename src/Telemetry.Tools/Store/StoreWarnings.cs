namespace Telemetry.Tools;

/// <summary>Collects warnings, the first one of each kind. Safe for use by several threads.</summary>
internal sealed class StoreWarnings
{
    private readonly Lock _gate = new();
    private StoreWarning[] _warnings = [];

    /// <summary>What was collected so far.</summary>
    public IReadOnlyList<StoreWarning> All => Volatile.Read(ref _warnings);

    public void Add(StoreWarning warning)
    {
        lock (_gate)
        {
            if (Array.Exists(_warnings, known => known.Id == warning.Id)) return;
            Volatile.Write(ref _warnings, [.. _warnings, warning]);
        }
    }

    public void Add(StoreException exception) => Add(new StoreWarning(exception.Id, exception.Message));
}
