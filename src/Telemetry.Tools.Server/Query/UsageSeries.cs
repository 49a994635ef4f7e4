namespace Telemetry.Tools.Server;

/// <summary>A period's buckets, each with its sums and histogram, empty ones too.</summary>
internal sealed class UsageSeries
{
    private readonly List<UsageCell> _cells;

    public UsageSeries(UsagePeriod period, IReadOnlyDictionary<long, UsageCell> cells)
    {
        Period = period;
        var starts = period.Buckets().ToList();
        Times = [.. starts.Select(Clock.Time)];
        _cells = [.. starts.Select(start => cells.GetValueOrDefault(start) ?? new UsageCell())];
    }

    /// <summary>The period.</summary>
    public UsagePeriod Period { get; }

    /// <summary>Starts of the buckets.</summary>
    public IReadOnlyList<DateTimeOffset> Times { get; }

    /// <summary>One figure of each bucket.</summary>
    public IReadOnlyList<double> Values(Func<UsageCell, double> of) => [.. _cells.Select(of)];

    /// <summary>All buckets as one.</summary>
    public UsageCell Total()
    {
        var total = new UsageCell();
        foreach (var cell in _cells) total.Add(cell);
        return total;
    }
}
