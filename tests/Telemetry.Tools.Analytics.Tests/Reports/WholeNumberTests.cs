using System.Globalization;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class WholeNumberTests
{
    [TestMethod]
    public void AReportOverTokensBeyondAllNumbersIsWritten()
    {
        const string Line = """{"timestamp":"2026-01-01T00:00:00Z","target":"a","domain":null,"duration_seconds":1,"exit_code":0,"tokens":9223372036854775807,"kind":"fast"}""";
        using var folder = new TempFolder();
        var report = ReportBuilder.Build(StreamSource.FromFiles(Schemas.Parse(Schemas.Runs), folder.Write("runs.jsonl", $"{Line}\n{Line}\n")), new ReportQuery());
        report.Summary.InputTokens.ShouldBe(long.MaxValue);
    }

    [TestMethod]
    [DataRow(null, null)]
    [DataRow(-1e25, long.MinValue)]
    [DataRow(3.0, 3L)]
    public void ASumIsAsLargeAsALongCanBe(double? sum, long? whole) => WholeNumber.Of(sum).ShouldBe(whole, sum?.ToString(CultureInfo.InvariantCulture));
}
