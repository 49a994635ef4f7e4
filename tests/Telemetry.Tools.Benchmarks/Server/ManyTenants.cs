using System.Globalization;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Benchmarks;

/// <summary>Events of a hundred tenants over ninety days, the same for each.</summary>
internal static class ManyTenants
{
    public const int Count = 100;
    public const int Days = 90;

    private const int BatchSize = 1000;

    /// <summary>Writes them into an empty store; events a second.</summary>
    public static double Fill(ServerSettings settings, DateTimeOffset end, int events)
    {
        var each = events / Count;
        var span = TimeSpan.FromDays(Days);
        var corpora = Enumerable.Range(0, Count).Select(tenant => new IngestCorpus(tenant, end.AddDays(-Days), span / each, span)).ToArray();
        return InProcessIngest.Run(settings, events / BatchSize, i =>
        {
            var corpus = corpora[i % Count];
            lock (corpus) return (NameOf(i % Count), corpus.Bodies(BatchSize, BatchSize)[0]);
        });
    }

    /// <summary>A tenant's name.</summary>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"tenant-{number:D3}");
}
