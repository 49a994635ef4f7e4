using System.Text.Json;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>Every figure of a report's JSON, compared with an independent count over the same 100,000 lines.</summary>
[TestClass]
public sealed class KnownTruthTests
{
    private static List<NaiveRun> _runs = [];
    private static List<long> _rejected = [];
    private static JsonElement _report;

    [ClassInitialize]
    public static void MakeReport(TestContext context)
    {
        _ = context;
        using var folder = new TempFolder();
        var bytes = new RunLines(20260101).Make(100_000, badShare: 0.05, foreignShare: 0.2);
        (_runs, _rejected) = NaiveReader.Read(bytes);
        var source = StreamSource.FromFiles(Schemas.Parse(Schemas.Runs), folder.Write("runs.jsonl", bytes));
        using var json = new MemoryStream();
        ReportJson.Write(ReportBuilder.Build(source, new ReportQuery { By = "kind" }), json);
        _report = JsonDocument.Parse(json.ToArray()).RootElement;
    }

    [TestMethod]
    public void EventsAndRejectedLinesAreCountedAndNamed()
    {
        _rejected.Count.ShouldBeGreaterThan(1000);
        _report.GetProperty("events").GetInt64().ShouldBe(_runs.Count);
        _report.GetProperty("rejected").GetInt64().ShouldBe(_rejected.Count);
        _report.GetProperty("rejected_lines").EnumerateArray().Select(line => line.GetProperty("line").GetInt64()).ShouldBe(_rejected.Take(100));
    }

    [TestMethod]
    public void SummaryIsRight()
    {
        var summary = _report.GetProperty("summary");
        var successes = _runs.Count(run => run.IsSuccess);
        summary.GetProperty("runs").GetInt64().ShouldBe(_runs.Count);
        summary.GetProperty("successes").GetInt64().ShouldBe(successes);
        summary.GetProperty("failures").GetInt64().ShouldBe(_runs.Count - successes);
        summary.GetProperty("success_rate").GetDouble().ShouldBe((double)successes / _runs.Count);
        summary.GetProperty("average_duration_seconds").GetDouble().ShouldBe(_runs.Average(run => run.Duration), 1e-9);
        summary.GetProperty("cost_usd").GetDecimal().ShouldBe(_runs.Sum(run => run.Cost ?? 0));
        summary.GetProperty("input_tokens").GetInt64().ShouldBe(_runs.Sum(run => run.Tokens ?? 0));
        summary.TryGetProperty("output_tokens", out _).ShouldBeFalse();
        summary.GetProperty("first").GetDateTimeOffset().ShouldBe(_runs.Min(run => run.Time));
        summary.GetProperty("last").GetDateTimeOffset().ShouldBe(_runs.Max(run => run.Time));
    }

    [TestMethod]
    [DataRow(50)]
    [DataRow(95)]
    public void PercentilesAreExactAndTheHistogramsAreNear(int percent)
    {
        var sorted = _runs.Select(run => run.Duration).Order().ToList();
        var exact = sorted[(int)Math.Ceiling(percent / 100.0 * sorted.Count) - 1];
        var summary = _report.GetProperty("summary");
        summary.GetProperty($"p{percent}_duration_seconds_exact").GetDouble().ShouldBe(exact, 1e-9);
        summary.GetProperty($"p{percent}_duration_seconds").GetDouble().ShouldBe(exact, exact * 0.016);
    }

    [TestMethod]
    public void GroupsAreOrderedByValueThenByBytes()
    {
        var expected = _runs.GroupBy(run => run.Target)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, Comparer<string>.Create((left, right) => Bytes(left).AsSpan().SequenceCompareTo(Bytes(right))))
            .Select(group => (group.Key, (long)group.Count()));
        Rows("by-target").Select(row => (row[0].GetString()!, row[1].GetInt64())).ShouldBe(expected);
    }

    [TestMethod]
    public void OutcomeRowsHoldKeySuccessesFailures()
    {
        var expected = _runs.GroupBy(run => run.Target)
            .ToDictionary(group => group.Key, group => (group.Count(run => run.IsSuccess), group.Count(run => !run.IsSuccess)));
        var rows = Rows("outcome");
        rows.Count.ShouldBe(expected.Count);
        foreach (var row in rows) (row[1].GetInt32(), row[2].GetInt32()).ShouldBe(expected[row[0].GetString()!]);
    }

    [TestMethod]
    public void AverageDurationRowsHoldAverageAndPercentiles()
    {
        foreach (var row in Rows("average"))
        {
            var durations = _runs.Where(run => run.Target == row[0].GetString()).Select(run => run.Duration).Order().ToList();
            row[1].GetDouble().ShouldBe(durations.Average(), 1e-9);
            row[2].GetDouble().ShouldBe(Rank(durations, 50), Rank(durations, 50) * 0.016);
            row[3].GetDouble().ShouldBe(Rank(durations, 95), Rank(durations, 95) * 0.016);
            row[4].GetInt32().ShouldBe(durations.Count);
        }

        Rows("average").Select(row => row[1].GetDouble()).ShouldBeInOrder(SortDirection.Descending);
    }

    [TestMethod]
    public void DaysAreAllThere()
    {
        var counts = _runs.GroupBy(run => run.Time.UtcDateTime.Date).ToDictionary(group => group.Key, group => group.Count());
        var rows = Rows("by-day").Select(row => (row[0].GetDateTimeOffset().UtcDateTime, row[1].GetInt32())).ToList();
        rows.Count.ShouldBe((counts.Keys.Max() - counts.Keys.Min()).Days + 1);
        foreach (var (day, count) in rows) count.ShouldBe(counts.GetValueOrDefault(day));
    }

    [TestMethod]
    public void WeeksByKindHoldTheRate()
    {
        var rows = Rows("rate-by-day");
        rows.Count.ShouldBeGreaterThan(20);
        foreach (var row in rows)
        {
            var start = row[0].GetDateTimeOffset();
            start.DayOfWeek.ShouldBe(DayOfWeek.Monday);
            var runs = _runs.Where(run => run.Kind == row[1].GetString() && run.Time >= start && run.Time < start.AddDays(7)).ToList();
            row[2].GetDouble().ShouldBe((double)runs.Count(run => run.IsSuccess) / runs.Count);
        }
    }

    [TestMethod]
    public void TheSmallGroupsAreAddedUp()
    {
        var rows = Rows("cost");
        var byDomain = _runs.GroupBy(run => run.Domain ?? "\0").ToDictionary(group => group.Key, group => group.Sum(run => run.Cost ?? 0));
        rows.Count.ShouldBe(21);
        foreach (var row in rows.Take(20)) row[1].GetDecimal().ShouldBe(byDomain[row[0].GetString() ?? "\0"]);
        rows[20][0].GetString().ShouldBe($"other ({byDomain.Count - 20})");
        rows.Sum(row => row[1].GetDecimal()).ShouldBe(byDomain.Values.Sum());
    }

    [TestMethod]
    public void DistributionHoldsEveryRunOnce()
    {
        var rows = Rows("spread");
        rows.Sum(row => row[2].GetInt64()).ShouldBe(_runs.Count);
        foreach (var row in rows)
        {
            double from = row[0].GetDouble(), to = row[1].GetDouble();
            _runs.Count(run => Micros(run) >= from * 1e6 && Micros(run) < to * 1e6).ShouldBe(row[2].GetInt32());
        }
    }

    [TestMethod]
    public void ByFieldAddsATableOfAllFigures()
    {
        foreach (var row in Rows("by-kind"))
        {
            var runs = _runs.Where(run => run.Kind == row[0].GetString()).ToList();
            var successes = runs.Count(run => run.IsSuccess);
            row[1].GetInt32().ShouldBe(runs.Count);
            (row[2].GetInt32(), row[3].GetInt32()).ShouldBe((successes, runs.Count - successes));
            row[4].GetDouble().ShouldBe((double)successes / runs.Count);
            row[5].GetDouble().ShouldBe(runs.Average(run => run.Duration), 1e-9);
            row[8].GetDecimal().ShouldBe(runs.Sum(run => run.Cost ?? 0));
            row[9].GetInt64().ShouldBe(runs.Sum(run => run.Tokens ?? 0));
        }
    }

    private static double Micros(NaiveRun run) => Math.Round(Math.Round(run.Duration * 1e9) / 1e3, MidpointRounding.ToEven);

    private static double Rank(List<double> sorted, int percent) => sorted[(int)Math.Ceiling(percent / 100.0 * sorted.Count) - 1];

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static List<JsonElement> Rows(string id)
    {
        var section = _report.GetProperty("sections").EnumerateArray().Single(candidate => candidate.GetProperty("id").GetString() == id);
        var rows = section.GetProperty("rows").EnumerateArray().ToList();
        rows.ShouldNotBeEmpty();
        rows.ShouldAllBe(row => row.GetArrayLength() == section.GetProperty("columns").GetArrayLength());
        return rows;
    }
}
