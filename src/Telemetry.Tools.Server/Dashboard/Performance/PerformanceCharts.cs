using System.Globalization;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>Charts of what servers measured of themselves: a line a server.</summary>
internal static class PerformanceCharts
{
    private const int MostServers = 5;

    /// <summary>The charts, with their names in the address.</summary>
    public static IEnumerable<(string Id, Plot Plot)> Of(IReadOnlyList<PerformancePoint> points, UsagePeriod period)
    {
        // A server without a name of its own has a new one after each start: those that ran longest say most.
        var servers = points.GroupBy(point => point.Server).OrderByDescending(server => server.Count()).ThenBy(server => server.Key, StringComparer.Ordinal).ToList();
        yield return ("cpu", Lines("Processor", new PlotAxis("Share of all processors", "rate"), point => point.CpuPercent / 100));
        yield return ("memory", Lines("Memory", new PlotAxis("Memory", "bytes"), point => point.MemoryBytes));
        yield return ("rate", Lines("Requests a second", new PlotAxis("Requests a second", "count"), point => point.RequestsPerSecond));
        yield return ("answers", Lines("Time to answer, 95th percentile", new PlotAxis("Time", "ms"), point => point.RequestP95Ms));
        yield return ("database", Lines("Time of the database's simplest answer", new PlotAxis("Time", "ms"), point => point.DatabaseLatencyMs));

        Plot Lines(string what, PlotAxis axis, Func<PerformancePoint, double?> value) => new()
        {
            Title = $"{what} by {UsagePeriod.NameOf(period.Bucket)}",
            Subtitle = servers.Count > MostServers ? string.Create(CultureInfo.InvariantCulture, $"{MostServers} of {servers.Count} servers, those that ran longest") : null,
            X = new PlotAxis(null, null, AxisScale.Time),
            Y = axis,
            Mark = new LineMark([.. servers.Take(MostServers).Select(server => new PointSeries(server.Key, [.. server.Where(point => value(point) is not null).Select(point => PlotPoint.At(TimeOf(point), value(point)!.Value))]))]),
            EmptyText = "No server has measured anything in this period.",
        };
    }

    private static DateTimeOffset TimeOf(PerformancePoint point) => DateTimeOffset.Parse(point.Timestamp, CultureInfo.InvariantCulture);
}
