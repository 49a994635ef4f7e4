namespace Telemetry.Tools;

/// <summary>Collects warnings, the first one of each kind; where nothing can be recorded, that alone is said. Safe for use by several threads.</summary>
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
            if (IsSmall(warning) && Array.Exists(_warnings, IsGreat)) return;
            Volatile.Write(ref _warnings, [.. _warnings.Where(known => !IsSmall(known) || !IsGreat(warning)), warning]);
        }
    }

    // The events were recorded all the same: no segment was closed, no schema was written.
    private static bool IsSmall(StoreWarning warning) => warning.Id is "TEL2009" or "TEL2010";

    // They were not: the folder cannot be used, opened or written.
    private static bool IsGreat(StoreWarning warning) => warning.Id is "TEL2001" or "TEL2005" or "TEL2006";

    public void Add(StoreException exception) => Add(new StoreWarning(exception.Id, exception.Message));
}
