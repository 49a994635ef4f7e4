using System.Diagnostics;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>The server's own way without HTTP: eight senders parse, queue and wait for the acknowledgement; rollups and histograms in the same transactions.</summary>
internal static class InProcessIngest
{
    /// <summary>Events a second.</summary>
    public static double Run(string folder, IReadOnlyList<byte[]> bodies, int senders)
    {
        var settings = new ServerSettings { DataFolder = folder };
        AnalyticsServer.SetUp(settings);
        using var database = new SqliteDatabase(DataFolder.DatabasePath(folder));
        using var queue = new IngestQueue(database, TimeProvider.System);
        var parser = new UsageItemParser(new PriceLookup(PriceTable.BuiltIn));
        var (next, events) = (-1, 0);
        var start = Stopwatch.GetTimestamp();
        Task.WaitAll([.. Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < bodies.Count; i = Interlocked.Increment(ref next))
            {
                var batch = new IngestBatch("default", "client-usage");
                new BodyReader(parser, int.MaxValue).ReadJson(bodies[i], batch, DateTimeOffset.UtcNow);
                var outcome = await queue.WriteAsync(batch);
                Interlocked.Add(ref events, outcome.Answer!.Accepted + outcome.Answer.Duplicates);
            }
        }))]);
        return events / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
