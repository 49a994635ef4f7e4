using System.Diagnostics;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>The server's own way without HTTP: eight senders parse, queue and wait for the acknowledgement; rollups and histograms in the same transactions.</summary>
internal static class InProcessIngest
{
    private const int Senders = 8;

    /// <summary>Sends so many bodies, each of a tenant.</summary>
    /// <param name="settings">Of the database.</param>
    /// <param name="count">How many bodies.</param>
    /// <param name="body">The tenant and the body of each.</param>
    /// <returns>Events a second.</returns>
    public static double Run(ServerSettings settings, int count, Func<int, (string Tenant, byte[] Body)> body)
    {
        using var database = ServerParts.OpenDatabase(settings);
        using var queue = new IngestQueue(database, TimeProvider.System);
        var parser = new UsageItemParser(new PriceLookup(PriceTable.BuiltIn));
        var (next, events) = (-1, 0);
        var start = Stopwatch.GetTimestamp();
        Task.WaitAll([.. Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                var (tenant, bytes) = body(i);
                var outcome = await queue.WriteAsync(EventRows.Parse(parser, tenant, bytes));
                Interlocked.Add(ref events, outcome.Answer!.Accepted + outcome.Answer.Duplicates);
            }
        }))]);
        return events / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
