using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>One valid event of the runs stream, as an independent reader sees it.</summary>
internal sealed record NaiveRun(
    DateTimeOffset Time, string Target, string? Domain, double Duration, int ExitCode, bool? Succeeded, decimal? Cost, long? Tokens, string Kind, string? Id)
{
    public bool IsSuccess => Succeeded ?? ExitCode == 0;
}

/// <summary>Reads the runs stream with System.Text.Json, line by line and without any cleverness.</summary>
internal static class NaiveReader
{
    public static (List<NaiveRun> Runs, List<long> RejectedLines) Read(byte[] file)
    {
        var runs = new List<NaiveRun>();
        var rejected = new List<long>();
        var start = 0;
        for (long number = 1; ; number++)
        {
            var length = file.AsSpan(start).IndexOf((byte)'\n');
            if (length < 0) return (runs, rejected);
            var line = file.AsMemory(start, length);
            start += length + 1;
            if (Encoding.UTF8.GetString(line.Span).Trim(' ', '\r', '\t').Length == 0) continue;
            if (TryRead(line) is { } run) runs.Add(run);
            else rejected.Add(number);
        }
    }

    private static NaiveRun? TryRead(ReadOnlyMemory<byte> line)
    {
        try
        {
            new UTF8Encoding(false, true).GetString(line.Span);
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var kind = root.GetProperty("kind").GetString();
            if (kind is not ("fast" or "slow")) return null;
            if (root.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String) _ = id.GetGuid();
            return new NaiveRun(
                DateTimeOffset.Parse(Text(root, "timestamp")!, CultureInfo.InvariantCulture),
                Text(root, "target") ?? throw new FormatException(),
                root.TryGetProperty("domain", out _) ? Text(root, "domain") : null,
                root.GetProperty("duration_seconds").GetDouble(),
                root.GetProperty("exit_code").GetInt32(),
                Get(root, "succeeded")?.GetBoolean(),
                Get(root, "cost")?.GetDecimal(),
                Get(root, "tokens")?.GetInt64(),
                kind,
                Get(root, "id")?.GetString());
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    private static JsonElement? Get(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement root, string name)
    {
        var value = root.GetProperty(name);
        return value.ValueKind is JsonValueKind.String or JsonValueKind.Null ? value.GetString() : throw new FormatException();
    }
}
