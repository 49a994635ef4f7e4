using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Benchmarks;

/// <summary>
/// A folder of a coding agent's logs as people have it: 2,600 sessions, half of them below 105 KB and one in a hundred above 5 MB, 300,000 lines, 1 GB;
/// each call written once per block of its answer, tool results of all sizes between. The same bytes each time.
/// </summary>
internal static class AgentTree
{
    private const double Median = 105e3;
    private const double Spread = 1.661;
    private const double LongestSession = 40e6;

    private static readonly string[] Models = ["claude-opus-4-8", "claude-sonnet-4-5-20250929", "claude-haiku-4-5-20251001"];

    // Escapes as code has them: what a parser must step over.
    private static readonly string Code = string.Concat(Enumerable.Range(0, 4000).Select(i => string.Create(
        CultureInfo.InvariantCulture, $"    if (value{i} != null && rows[{i % 97}].Name == \\\"item-{i * 7919 % 10007}\\\") {{ total += {i}; }}\\n\\tvar path = \\\"src\\\\app-{i % 31}\\\";\\n")));

    /// <summary>Makes the tree where it is not there yet.</summary>
    /// <param name="files">How many sessions.</param>
    /// <returns>Its folder.</returns>
    public static string Ensure(int files)
    {
        var root = Path.Combine(BenchmarkFolder.Path, string.Create(CultureInfo.InvariantCulture, $"agents-{files}"));
        var marker = Path.Combine(root, "complete");
        if (File.Exists(marker)) return root;
        Console.Error.WriteLine($"making {files} logs …");
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        var random = new Random(1);
        for (var i = 0; i < files; i++) WriteSession(root, i, (long)Math.Min(LongestSession, Median * Math.Exp(Spread * Normal(random))), random);
        File.WriteAllText(marker, "");
        return root;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static void WriteSession(string root, int number, long bytes, Random random)
    {
        var project = string.Create(CultureInfo.InvariantCulture, $"project-{number % 40}");
        var folder = Directory.CreateDirectory(Path.Combine(root, "projects", "-home-me-src-" + project));
        var session = string.Create(CultureInfo.InvariantCulture, $"{number:x8}-1111-4222-8333-444455556666");
        var time = new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero).AddMinutes(number * 97);
        using var writer = new StreamWriter(Path.Combine(folder.FullName, session + ".jsonl"), append: false, new UTF8Encoding(false), 1 << 16);
        long written = 0;
        for (var call = 0; written < bytes; call++)
        {
            time = time.AddSeconds(random.Next(2, 40));
            var head = string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"parentUuid":"{{{call:x8}}}-0000-4000-8000-000000000000","isSidechain":false,"userType":"external","cwd":"/home/me/src/{{{project}}}","sessionId":"{{{session}}}","version":"2.0.14","gitBranch":"main",""");
            foreach (var line in Lines(head, number, call, time, random))
            {
                writer.Write(line);
                writer.Write('\n');
                written += line.Length + 1;
            }
        }
    }

    // An answer in one or two blocks with growing output, and what the tool gave back.
    private static IEnumerable<string> Lines(string head, int session, int call, DateTimeOffset time, Random random)
    {
        var blocks = random.Next(1, 3);
        var (read, write, model) = (random.Next(2_000, 150_000), random.Next(0, 9_000), Models[(session + (call / 50)) % Models.Length]);
        for (var block = 1; block <= blocks; block++)
        {
            var text = Text(random, 200, 2_500);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{{{head}}}"message":{"id":"msg_{{{session:x6}}}{{{call:x8}}}","type":"message","role":"assistant","model":"{{{model}}}","content":[{"type":"text","text":"{{{text}}}"}],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":{{{3 + (call % 9)}}},"cache_creation_input_tokens":{{{write}}},"cache_read_input_tokens":{{{read}}},"cache_creation":{"ephemeral_5m_input_tokens":{{{write}}},"ephemeral_1h_input_tokens":0},"output_tokens":{{{block * 120}}},"service_tier":"standard"}},"requestId":"req_{{{session:x6}}}{{{call:x8}}}","type":"assistant","uuid":"{{{session:x8}}}-0000-4000-8000-{{{(call * 4) + block:x12}}}","timestamp":"{{{time.AddSeconds(block):yyyy-MM-ddTHH:mm:ss.fffZ}}}"}""");
        }

        var result = Text(random, 300, random.Next(8) == 0 ? 45_000 : 4_000);
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{{{head}}}"type":"user","message":{"role":"user","content":[{"tool_use_id":"toolu_{{{call:x8}}}","type":"tool_result","content":"{{{result}}}"}]},"uuid":"{{{session:x8}}}-0000-4000-8000-{{{call * 4:x12}}}","timestamp":"{{{time.AddSeconds(5):yyyy-MM-ddTHH:mm:ss.fffZ}}}","toolUseResult":{"stdout":"{{{Text(random, 50, 1_500)}}}","stderr":"","interrupted":false,"isImage":false}}""");
    }

    private static string Text(Random random, int least, int most)
    {
        var length = random.Next(least, most);
        var start = Code.IndexOf("    if", random.Next(Code.Length - length - 400), StringComparison.Ordinal);
        var end = Code.IndexOf("\\n", Math.Min(Code.Length - 200, start + length), StringComparison.Ordinal);
        return Code[start..end];
    }
}
