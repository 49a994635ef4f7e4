using System.Globalization;

namespace Telemetry.Tools.Cli.Tests;

/// <summary>Logs of a coding agent that tests import.</summary>
internal static class UsageSamples
{
    /// <summary>A world with usage: three requests on two days, one of them of a model without a price, and one within the last hour.</summary>
    public static ToolWorld Imported()
    {
        var world = new ToolWorld().TurnedOn();
        Write(world.PathTo("logs", "s1.jsonl"), Call(1, "2026-11-18T09:00:00Z"), Call(2, "2026-11-19T23:30:00Z", "nobody-knows-1"), Call(3, "2026-11-21T11:30:00Z", "claude-opus-4-8"));
        world.InStore("import", "claude", "logs").ShouldSucceed();
        return world;
    }

    /// <summary>A request: 1,000 tokens of fresh input, 2,000 read from and 500 written to the cache, 100 of output.</summary>
    public static string Call(int number, string time, string model = "claude-sonnet-4-5-20250929", string project = "shop") => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"cwd":"/src/{{{project}}}","sessionId":"s1","gitBranch":"main","message":{"id":"m{{{number}}}","role":"assistant","model":"{{{model}}}","usage":{"input_tokens":1000,"cache_creation_input_tokens":500,"cache_read_input_tokens":2000,"cache_creation":{"ephemeral_5m_input_tokens":500,"ephemeral_1h_input_tokens":0},"output_tokens":100}},"requestId":"r{{{number}}}","type":"assistant","timestamp":"{{{time}}}"}""");

    /// <summary>Writes a log.</summary>
    public static void Write(string path, params string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, lines);
    }
}
