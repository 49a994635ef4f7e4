using System.Text;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>More different values than are counted one by one: the percentiles are exact all the same.</summary>
[TestClass]
public sealed class ExactPassTests
{
    [TestMethod]
    public void PercentilesOfManyDifferentValuesAreExact()
    {
        const string Schema = """
            { "schema": "many", "version": "1-0-0", "namespace": "T", "events": { "e": { "fields": { "seconds": { "type": "double", "unit": "s", "role": "duration" } } } } }
            """;
        var random = new Random(4);
        var values = Enumerable.Range(0, 600_000).Select(_ => Math.Round(Math.Exp(random.NextDouble() * 8), 9)).ToList();
        using var folder = new TempFolder();
        var lines = new StringBuilder();
        foreach (var value in values) lines.Append("{\"seconds\":").Append(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)).Append("}\n");
        var source = StreamSource.FromFiles(Schemas.Parse(Schema), folder.Write("many.jsonl", lines.ToString()));
        var report = ReportBuilder.Build(source, new ReportQuery());
        values.Sort();
        report.Summary.P50DurationSecondsExact!.Value.ShouldBe(values[299_999], 1e-9);
        report.Summary.P95DurationSecondsExact!.Value.ShouldBe(values[569_999], 1e-9);
        report.Summary.P50DurationSeconds!.Value.ShouldBe(values[299_999], values[299_999] * 0.016);
        report.Sections.Single(section => section.Chart == "histogram").Rows.Sum(row => (long)row[2]!).ShouldBe(600_000);
    }

    [TestMethod]
    public void ACountBeyondTwoBytesIsKept()
    {
        var counter = new ValueCounter();
        for (var i = 0; i < 200_000; i++) counter.Add(i % 2 == 0 ? 7 : 1_000_000);
        counter.Values().GroupBy(pair => pair.Value).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Times))
            .ShouldBe(new Dictionary<long, long> { [7] = 100_000, [1_000_000] = 100_000 }, ignoreOrder: true);
        counter.Percentile(50).ShouldBe(7);
        counter.Percentile(51).ShouldBe(1_000_000);
    }

    [TestMethod]
    public void CountsOfSeveralWorkersAreAddedUpBeyondTwoBytes()
    {
        ValueCounter one = new(), other = new();
        for (var i = 0; i < 60_000; i++) one.Add(7);
        for (var i = 0; i < 50_000; i++) other.Add(7);
        for (var i = 0; i < 110_001; i++) other.Add(i % 2 == 0 ? 70_000 : -5);
        one.Merge(other);
        one.Values().GroupBy(pair => pair.Value).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Times))
            .ShouldBe(new Dictionary<long, long> { [7] = 110_000, [70_000] = 55_001, [-5] = 55_000 }, ignoreOrder: true);
        new[] { 24, 26, 74, 76 }.Select(percent => one.Percentile(percent)).ShouldBe([-5, 7, 7, 70_000]);
    }
}
