using System.Text;
using CsvHelper;

namespace Telemetry.Tools.Benchmarks;

/// <summary>Rows of viflo's task usage, a third of them with a quoted cell, as one file and as rows.</summary>
internal sealed class TaskCorpus
{
    public const int Count = 20_480;

    private static readonly string[] Types = ["plan", "execute", "verify", "discuss", "quick"];
    private static readonly string[] Models = ["claude-3-opus", "gpt-4", "claude-sonnet-4"];

    public TaskCorpus()
    {
        var random = new Random(20261120);
        Dtos = [.. Enumerable.Range(0, Count).Select(i => Make(random, i % 3 == 0))];
        Events = Array.ConvertAll(Dtos, Event);
        Rows = Array.ConvertAll(Events, Row);
        File = [.. Encoding.UTF8.GetBytes(TaskUsage.Stream.CsvHeader + "\n"), .. Rows.SelectMany(row => row.Append((byte)'\n'))];
        Verdict.Require(Rows.Count(row => row.Contains((byte)'"')) is > Count * 3 / 10 and < Count * 4 / 10, "a third of the rows is quoted");
        RequireRoundTrip();
    }

    public TaskDto[] Dtos { get; }

    public TaskUsage[] Events { get; }

    public byte[][] Rows { get; }

    public byte[] File { get; }

    private static TaskDto Make(Random random, bool isQuoted) => new()
    {
        Timestamp = new DateTimeOffset(2026, 2, 18, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(random.Next(86_400_000)),
        Model = Models[random.Next(Models.Length)],
        PromptTokens = random.Next(50_000),
        CompletionTokens = random.Next(9_000),
        TaskSuccess = random.Next(10) > 0,
        TaskType = Types[random.Next(Types.Length)],
        DurationMs = random.Next(200_000),
        Notes = isQuoted ? $"Phase {random.Next(9)}: \"tests\", then docs" : $"Phase {random.Next(9)} tests",
    };

    private static TaskUsage Event(TaskDto from) => new()
    {
        Timestamp = from.Timestamp,
        Model = from.Model,
        PromptTokens = from.PromptTokens,
        CompletionTokens = from.CompletionTokens,
        TaskSuccess = from.TaskSuccess,
        TaskType = TaskUsageTaskType.From(from.TaskType),
        DurationMs = from.DurationMs,
        Notes = from.Notes,
    };

    private static byte[] Row(TaskUsage value)
    {
        var writer = new LineWriter([]);
        TaskUsage.WriteCsv(value, ref writer);
        return writer.Written.ToArray();
    }

    // CsvHelper reads our rows as the same records, and we read them back.
    private void RequireRoundTrip()
    {
        var header = CsvHeader.Parse(Encoding.UTF8.GetBytes(TaskUsage.Stream.CsvHeader));
        using var reader = CsvReader.Create(File);
        var theirs = reader.GetRecords<TaskDto>().ToList();
        Verdict.Require(theirs.Count == Count, "CsvHelper reads as many rows");
        for (var i = 0; i < Count; i++)
        {
            Verdict.Require(TaskUsage.ReadCsv(Rows[i], header, out var value, out var error) == ReadStatus.Event && value == Events[i], $"row round trip {error}");
            Verdict.Require(Event(theirs[i]) == Events[i], "CsvHelper reads our row as the same");
        }
    }
}
