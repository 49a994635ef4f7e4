namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class QueryTests
{
    private static readonly string[] Lines =
    [
        Line("2026-01-04T23:59:59.999Z", "b", "x", 1.0, 0, "0.10"),
        Line("2026-01-05T00:00:00.000Z", "a", "null", 2.0, 1, "0.20"),
        Line("2026-01-31T12:00:00.000Z", "ä", "x", 3.0, 0, "null"),
        Line("2026-03-01T00:00:00.000Z", "😀", "y", 4.0, 0, "0.30"),
        Line("2026-03-01T00:00:00.000Z", "\uFFFD", "y", 5.0, 3, "0.40"),
    ];

    [TestMethod]
    public void TiesAreOrderedByUtf8BytesAndNullComesLast()
    {
        Rows(new Query([Measure.Count], By: "target")).Select(row => row.Key).ShouldBe(["a", "b", "ä", "\uFFFD", "😀"]);
        Rows(new Query([Measure.Count], By: "domain")).Select(row => row.Key).ShouldBe(["x", "y", null]);
    }

    [TestMethod]
    public void GroupsWithoutAValueComeLast() =>
        Rows(new Query([Measure.Sum("cost")], By: "target")).Select(row => row.Key).ShouldBe(["\uFFFD", "😀", "a", "b", "ä"]);

    [TestMethod]
    public void TheRestIsAddedUp()
    {
        var rows = Rows(new Query([Measure.Maximum("duration_seconds"), Measure.Count, Measure.Sum("cost")], By: "target", Top: 2));
        rows.Select(row => (row.Key, row.Others)).ShouldBe([("\uFFFD", 0), ("😀", 0), (null, 3)]);
        rows[2].Values.ShouldBe([3.0, 3L, 0.30m]);
    }

    [TestMethod]
    [DataRow(TimeBucket.Day, "2026-01-04", 57)]
    [DataRow(TimeBucket.Week, "2025-12-29", 9)]
    [DataRow(TimeBucket.Month, "2026-01-01", 3)]
    public void BucketsAreAllThereFromTheFirstToTheLast(TimeBucket bucket, string first, int count)
    {
        var rows = Rows(new Query([Measure.Count], Bucket: bucket));
        rows[0].Bucket!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(first);
        rows.Count.ShouldBe(count);
        rows.Sum(row => (long)row.Values[0]!).ShouldBe(5);
        rows[^1].Values[0].ShouldBe(2L);
    }

    [TestMethod]
    public void AYearsEndIsInTheWeekThatItBelongsTo()
    {
        BucketMath.ToTime(BucketMath.Start(TimeBucket.Week, BucketMath.ToMicros(new(2027, 1, 3, 23, 59, 59, TimeSpan.Zero)))).ShouldBe(new(2026, 12, 28, 0, 0, 0, TimeSpan.Zero));
        BucketMath.ToTime(BucketMath.Start(TimeBucket.Week, BucketMath.ToMicros(new(1969, 12, 31, 1, 0, 0, TimeSpan.Zero)))).ShouldBe(new(1969, 12, 29, 0, 0, 0, TimeSpan.Zero));
        BucketMath.ToTime(BucketMath.Next(TimeBucket.Month, BucketMath.ToMicros(new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)))).ShouldBe(new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [TestMethod]
    [DataRow("target=a", 1)]
    [DataRow("target!=a", 4)]
    [DataRow("target<b", 1)]
    [DataRow("target>b", 3)]
    [DataRow("domain=null", 1)]
    [DataRow("domain!=null", 4)]
    [DataRow("domain!=x", 3)]
    [DataRow("domain~", 4)]
    [DataRow("exit_code>0", 2)]
    [DataRow("exit_code<1.5", 4)]
    [DataRow("duration_seconds=3", 1)]
    [DataRow("duration_seconds>2.5", 3)]
    [DataRow("cost<0.3", 2)]
    [DataRow("cost=0.40", 1)]
    [DataRow("timestamp>2026-01-31", 3)]
    [DataRow("timestamp<2026-01-05T00:00:00Z", 1)]
    [DataRow("timestamp=2026-01-05T01:00:00+01:00", 1)]
    [DataRow("succeeded=true", 0)]
    [DataRow("kind=fast", 5)]
    public void AFilterComparesByItsFieldsType(string filter, int count) =>
        Rows(new Query([Measure.Count], Where: [Filter.Parse(filter)]))[0].Values[0].ShouldBe((long)count);

    [TestMethod]
    [DataRow("targe=a", "TEL2102", "Did you mean 'target'?")]
    [DataRow("exit_code=many", "TEL2104", "whole number")]
    [DataRow("succeeded>true", "TEL2104", "true or false")]
    [DataRow("timestamp=yesterday", "TEL2104", "time")]
    [DataRow("target", "TEL2103", "FIELD=VALUE")]
    [DataRow("=a", "TEL2103", "FIELD=VALUE")]
    public void AFilterThatCannotBeUsedSaysWhy(string filter, string id, string says)
    {
        var problem = Should.Throw<AnalyticsException>(() => Rows(new Query([Measure.Count], Where: [Filter.Parse(filter)])));
        problem.Id.ShouldBe(id);
        problem.Message.ShouldContain(says);
    }

    [TestMethod]
    public void ThePeriodsEndIsExclusive()
    {
        var since = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        Rows(new Query([Measure.Count], Since: since, Until: since.AddDays(55)))[0].Values[0].ShouldBe(2L);
    }

    [TestMethod]
    public void NothingToCountIsOneRowOfNothing() =>
        Rows(new Query([Measure.Count, Measure.SuccessRate, Measure.Average("cost"), Measure.Percentile("duration_seconds", 95)], Until: new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)))[0]
            .Values.ShouldBe([0L, null, null, null]);

    [TestMethod]
    public void AMeasureOfTextIsRefused() =>
        Should.Throw<AnalyticsException>(() => Rows(new Query([Measure.Sum("target")]))).Id.ShouldBe("TEL2106");

    private static string Line(string time, string target, string domain, double duration, int exit, string cost) => FormattableString.Invariant(
        $"{{\"timestamp\":\"{time}\",\"target\":\"{target}\",\"domain\":{(domain == "null" ? "null" : $"\"{domain}\"")},\"duration_seconds\":{duration},\"exit_code\":{exit},\"succeeded\":null,\"cost\":{cost},\"tokens\":null,\"kind\":\"fast\",\"id\":null}}");

    private static IReadOnlyList<QueryRow> Rows(Query query)
    {
        using var folder = new TempFolder();
        var source = StreamSource.FromFiles(Schemas.Parse(Schemas.Runs), folder.Write("runs.jsonl", string.Join('\n', Lines) + "\n"));
        return ScanExecutor.Run(source, [query]).Answers[0].Rows;
    }
}
