using System.Text;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>However a line is read (by the fast plan or without, in whichever range, by generated code), the answer is the same.</summary>
[TestClass]
public sealed class ScanAgreementTests
{
    private static readonly Query[] Queries =
    [
        new([Measure.Count, Measure.Successes, Measure.Average("duration_seconds"), Measure.Percentile("duration_seconds", 95), Measure.ExactPercentile("duration_seconds", 50)], By: "target"),
        new([Measure.Count, Measure.Sum("cost"), Measure.Sum("tokens"), Measure.Minimum("duration_seconds"), Measure.Maximum("cost")], By: "exit_code"),
        new([Measure.Count], By: "id"),
        new([Measure.Count, Measure.SuccessRate], By: "succeeded", Bucket: TimeBucket.Week),
        new([Measure.Count], By: "domain", Where: [new Filter("duration_seconds", FilterOperator.Greater, "1.5"), new Filter("kind", FilterOperator.Equal, "fast")]),
    ];

    [TestMethod]
    [DataRow(1, 0.1, 0.3)]
    [DataRow(2, 0.0, 0.0)]
    [DataRow(3, 0.5, 0.9)]
    public void FastAndTolerantReadersAgree(int seed, double bad, double foreign)
    {
        using var folder = new TempFolder();
        var source = StreamSource.FromFiles(Schemas.Parse(Schemas.Runs), folder.Write("runs.jsonl", new RunLines(seed).Make(5_000, bad, foreign)));
        var tolerant = ScanExecutor.Run(source, Queries, workers: 1, isTolerantOnly: true);
        tolerant.Totals.Events.ShouldBeGreaterThan(1000);
        foreach (var (rangeSize, workers) in ((long, int)[])[(StreamScanner.RangeSize, 1), (100, 2), (4096, 3), (65_537, 2)])
        {
            ShouldBeSame(ScanExecutor.Run(source, Queries, rangeSize: rangeSize, workers: workers), tolerant);
        }
    }

    [TestMethod]
    public void TheFastPlanTakesWhatGeneratedCodeWrites()
    {
        var layout = new StreamLayout(Schemas.Parse(ProductSchema("prompt-runs")));
        var plan = JsonFastPlan.TryCompile(layout, new SlotMap(layout, Enumerable.Range(0, layout.Columns.Count)));
        var writer = new LineWriter(new byte[16]);
        PromptRun.WriteJson(PromptRunOf(1), ref writer);
        writer.EndLine();
        var window = new byte[writer.Written.Length + LineBuffer.Padding];
        window.AsSpan().Fill((byte)'\n');
        writer.Written.CopyTo(window);
        var row = new Row(layout.Columns.Count) { Buffer = window };
        plan!.Read(window, MarksOf(window), 0, writer.Written.Length, row).ShouldBe(writer.Written.Length);
        Encoding.UTF8.GetString(row.Text(row.Cells[layout.Resolve("user").Index])).ShouldBe("größe");
        row.Cells[layout.Resolve("latency_ms").Index].Number.ShouldBe(1001);
    }

    [TestMethod]
    public void EveryCutLineIsRefusedByThePlan()
    {
        var layout = new StreamLayout(Schemas.Parse(Schemas.Runs));
        var plan = JsonFastPlan.TryCompile(layout, new SlotMap(layout, [0]))!;
        var line = Encoding.UTF8.GetBytes(new RunLines(7).Good(false) + "\n");
        for (var length = 0; length < line.Length; length++)
        {
            var window = new byte[length + LineBuffer.Padding];
            window.AsSpan().Fill((byte)'\n');
            line.AsSpan(0, length).CopyTo(window);
            plan.Read(window, MarksOf(window), 0, length, new Row(1) { Buffer = window }).ShouldBe(-1);
        }
    }

    [TestMethod]
    public void GeneratedReadersAcceptAndRefuseTheSameLinesForTheSameReasons()
    {
        using var folder = new TempFolder();
        folder.Write("prompt-runs/schema.json", ProductSchema("prompt-runs"));
        folder.Write("prompt-runs/prompt-runs.jsonl", PromptLines(3_000));
        using var store = EventStore.Open(new EventStoreOptions(folder.Path));
        var typed = store.Read<PromptRun>().ToList();
        var answer = ScanExecutor.Run(StreamSource.FromStore(folder.Path, Schemas.Parse(ProductSchema("prompt-runs"))), [new Query([Measure.Count, Measure.Sum("latency_ms")])]);
        store.Rejected.Count.ShouldBeGreaterThan(200);
        answer.Totals.Events.ShouldBe(typed.Count);
        answer.Totals.Rejected.ShouldBe(store.Rejected.Count);
        answer.Totals.RejectedLines.Take(100).ShouldBe(store.Rejected.Lines);
        answer.Answers[0].Rows[0].Values[1].ShouldBe(typed.Sum(run => run.LatencyMs) / 1000.0);
    }

    private static void ShouldBeSame(ScanAnswer actual, ScanAnswer expected)
    {
        for (var i = 0; i < expected.Answers.Count; i++)
        {
            actual.Answers[i].Rows.Select(Text).ShouldBe(expected.Answers[i].Rows.Select(Text));
        }

        actual.Totals.Events.ShouldBe(expected.Totals.Events);
        actual.Totals.Lines.ShouldBe(expected.Totals.Lines);
        actual.Totals.Rejected.ShouldBe(expected.Totals.Rejected);
        actual.Totals.RejectedLines.ShouldBe(expected.Totals.RejectedLines);
        actual.First.ShouldBe(expected.First);
        actual.Last.ShouldBe(expected.Last);
    }

    private static string Text(QueryRow row) => FormattableString.Invariant($"{row.Bucket:O} {row.Key ?? "(null)"} {row.Others} {string.Join("|", row.Values.Select(value => FormattableString.Invariant($"{value}")))}");

    private static byte[] MarksOf(byte[] window)
    {
        var marks = new byte[TextMarks.SizeFor(window.Length)];
        TextMarks.Make(window.AsSpan(0, window.Length & ~63), marks);
        return marks;
    }

    private static string ProductSchema(string name) => ProductSchemas.Find(name)!.SchemaJson;

    private static byte[] PromptLines(int count)
    {
        var random = new Random(5);
        using var bytes = new MemoryStream();
        for (var i = 0; i < count; i++)
        {
            var writer = new LineWriter(new byte[512]);
            PromptRun.WriteJson(PromptRunOf(i), ref writer);
            var line = writer.Written.ToArray();
            if (random.Next(8) == 0) line[random.Next(line.Length)] = (byte)random.Next(256);
            if (random.Next(20) == 0) line = line[..random.Next(line.Length)];
            if (random.Next(40) == 0) line = [.. line, .. line];
            bytes.Write(line);
            bytes.WriteByte((byte)'\n');
        }

        return bytes.ToArray();
    }

    private static PromptRun PromptRunOf(int i) => new()
    {
        Ts = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(i),
        PromptId = "codegen-v" + (i % 7),
        Version = "1.0.0",
        User = i % 3 == 0 ? "alice" : "größe",
        Role = "admin",
        Model = "m" + (i % 4),
        Channel = PromptRunChannel.Cli,
        Input = "in" + i,
        Output = i % 5 == 0 ? null : "out",
        Success = i % 9 != 0,
        LatencyMs = 1000 + i,
        Error = i % 9 == 0 ? "a \"quoted\" thing" : null,
    };
}
