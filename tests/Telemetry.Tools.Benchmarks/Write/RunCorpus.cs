using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Benchmarks;

/// <summary>The same distinct records in each shape, made once from a fixed seed.</summary>
internal sealed class RunCorpus
{
    public const int Count = 512;
    public const int Slice = 128;

    private static readonly string[] Channels = ["cli", "api", "ide", "server"];
    private static readonly string[] Models = ["claude-sonnet-4-20250514", "claude-opus-4-1-20250805", "gpt-5-codex", "gemini-2.5-pro"];
    private static readonly string[] Plain = ["alice", "bob.smith", "anonymous", "ci-runner-07", "deploy"];
    private static readonly string[] Odd = ["Jürgen \"JJ\" Groß", "C:\\Users\\zoë\\run", "李小龍", "naïve\tcafé", "Ωmega 😀 \"ops\""];

    public RunCorpus(bool isOdd)
    {
        var random = new Random(20261120);
        Dtos = [.. Enumerable.Range(0, Count).Select(_ => Make(random, isOdd ? Odd : Plain))];
        TextDtos = Array.ConvertAll(Dtos, Text);
        Texts = Array.ConvertAll(TextDtos, Record);
        Lines = Array.ConvertAll(Texts, Line);
        Typed = Array.ConvertAll(Lines, Read<TypedRun>);
        Require(isOdd);
    }

    public RunDto[] Dtos { get; }

    public RunTextDto[] TextDtos { get; }

    public TextRun[] Texts { get; }

    public TypedRun[] Typed { get; }

    public byte[][] Lines { get; }

    public static byte[] Line<T>(T record)
        where T : class, ITelemetryEvent<T>
    {
        var writer = new LineWriter([]);
        T.WriteJson(record, ref writer);
        return writer.Written.ToArray();
    }

    public static T Read<T>(byte[] line)
        where T : class, ITelemetryEvent<T>
    {
        Verdict.Require(T.ReadJson(line, out var record, out var error) == ReadStatus.Event, error.ToString());
        return record!;
    }

    private static RunDto Make(Random random, string[] people)
    {
        var failed = random.Next(10) == 0;
        return new RunDto
        {
            Ts = new DateTimeOffset(2026, 2, 18, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(random.Next(86_400_000)),
            PromptId = $"prompt-{random.Next(200)}-v{random.Next(9)}",
            Version = $"1.{random.Next(10)}.{random.Next(10)}",
            User = people[random.Next(people.Length)],
            Role = people == Odd ? $"Prüfer \"{random.Next(99)}\"" : "admin",
            Model = Models[random.Next(Models.Length)],
            Channel = (RunChannel)random.Next(4),
            InputHash = Hash(random),
            OutputHash = Hash(random),
            Success = !failed,
            LatencyMs = random.Next(20_000),
            Error = failed ? (people == Odd ? "Größe überschritten:\n\t\"max\" < 5 µs — \\\\server" : "rate limit exceeded, retry later") : null,
        };
    }

    private static string Hash(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static RunTextDto Text(RunDto from) => new()
    {
        Ts = from.Ts,
        PromptId = from.PromptId,
        Version = from.Version,
        User = from.User,
        Role = from.Role,
        Model = from.Model,
        Channel = Channels[(int)from.Channel],
        InputHash = from.InputHash,
        OutputHash = from.OutputHash,
        Success = from.Success,
        LatencyMs = from.LatencyMs,
        Error = from.Error,
    };

    private static TextRun Record(RunTextDto from) => new()
    {
        Ts = from.Ts,
        PromptId = from.PromptId,
        Version = from.Version,
        User = from.User,
        Role = from.Role,
        Model = from.Model,
        Channel = from.Channel,
        InputHash = from.InputHash,
        OutputHash = from.OutputHash,
        Success = from.Success,
        LatencyMs = from.LatencyMs,
        Error = from.Error,
    };

    // Every line is valid JSON that System.Text.Json takes for the same record; every reader gives back what was written.
    private void Require(bool isOdd)
    {
        for (var i = 0; i < Count; i++)
        {
            Verdict.Require(Lines[i].AsSpan().SequenceEqual(Line(Typed[i])), "typed hashes give the same line");
            Verdict.Require(Read<TextRun>(Lines[i]) == Texts[i], "text round trip");
            var theirs = JsonSerializer.Deserialize(Lines[i], RunContext.Default.RunTextDto)!;
            Verdict.Require(Record(theirs) == Texts[i], "System.Text.Json reads our line");
            Verdict.Require(Read<TextRun>(JsonSerializer.SerializeToUtf8Bytes(theirs, RunContext.Default.RunTextDto)) == Texts[i], "we read System.Text.Json's line");
            Verdict.Require(JsonSerializer.Deserialize(Lines[i], RunContext.Default.RunDto)!.Channel == Dtos[i].Channel, "the enum is the same");
        }

        Verdict.Require(isOdd == Encoding.UTF8.GetString(Lines[0]).Any(c => c > 127), "the corpus is what it is called");
    }
}
