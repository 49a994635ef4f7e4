using System.Diagnostics;

namespace Telemetry.Tools.Benchmarks;

/// <summary>jq, where it is installed: one section of the report over the first lines, which is all one would wait for.</summary>
internal static class JqPeer
{
    private const int Lines = 200_000;
    private const string Program = "reduce inputs as $r ({}; .[$r.prompt_id] += 1)";

    public static JqRun? TryRun(string file)
    {
        if (!Peer.Exists("jq")) return null;
        var part = Path.Combine(BenchmarkFolder.Path, "scan-jq.jsonl");
        if (!File.Exists(part)) File.WriteAllLines(part, File.ReadLines(file).Take(Lines));
        var start = Stopwatch.GetTimestamp();
        Peer.Run("jq", ["-n", "-c", Program, part]);
        return new JqRun(Lines, Stopwatch.GetElapsedTime(start).TotalMilliseconds * 1e6 / Lines);
    }
}

/// <summary>What jq took.</summary>
internal sealed record JqRun(int Lines, double NanosPerLine);
