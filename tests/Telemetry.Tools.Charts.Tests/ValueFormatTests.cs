namespace Telemetry.Tools.Charts.Tests;

[TestClass]
public sealed class ValueFormatTests
{
    [TestMethod]
    [DataRow(0, "0 s")]
    [DataRow(1.5e-9, "1.5 ns")]
    [DataRow(0.00025, "250 µs")]
    [DataRow(0.0012, "1.2 ms")]
    [DataRow(0.85, "850 ms")]
    [DataRow(0.9999, "1.0 s")]
    [DataRow(2.1, "2.1 s")]
    [DataRow(59.94, "59.9 s")]
    [DataRow(59.96, "1 min")]
    [DataRow(72, "1 min 12 s")]
    [DataRow(3599.7, "1 h")]
    [DataRow(7500, "2 h 5 min")]
    [DataRow(86_399, "1 d")]
    [DataRow(97_200, "1 d 3 h")]
    [DataRow(-0.85, "−850 ms")]
    public void SecondsReadLikeSpokenDurations(double seconds, string expected) => ValueFormat.Text(seconds, "s").ShouldBe(expected);

    [TestMethod]
    [DataRow(850, "ms", "850 ms")]
    [DataRow(72_000, "ms", "1 min 12 s")]
    [DataRow(850, "us", "850 µs")]
    [DataRow(12345, "count", "12,345")]
    [DataRow(12345, "tokens", "12,345")]
    [DataRow(-12345, "count", "−12,345")]
    [DataRow(12.345, "count", "12.3")]
    [DataRow(0.012345, "count", "0.0123")]
    [DataRow(1e-9, "count", "1e-9")]
    [DataRow(1e15, "count", "1e15")]
    [DataRow(1.234, "usd", "$1.23")]
    [DataRow(0.0012, "usd", "$0.0012")]
    [DataRow(12_345.6, "usd", "$12,345.60")]
    [DataRow(-1.5, "usd", "−$1.50")]
    [DataRow(96.1, "percent", "96.1 %")]
    [DataRow(0.961, "rate", "96.1 %")]
    [DataRow(100, "percent", "100 %")]
    [DataRow(99.96, "percent", "99.96 %")]
    [DataRow(0.04, "percent", "0.04 %")]
    [DataRow(999, "bytes", "999 B")]
    [DataRow(1_500_000, "bytes", "1.5 MB")]
    [DataRow(3, "files", "3 files")]
    [DataRow(double.NaN, "s", "–")]
    [DataRow(double.PositiveInfinity, "usd", "–")]
    public void EveryUnitHasItsForm(double value, string unit, string expected) => ValueFormat.Text(value, unit).ShouldBe(expected);

    [TestMethod]
    [DataRow(1_234_567, "1.23M")]
    [DataRow(12_345, "12.3k")]
    [DataRow(999_999, "1M")]
    [DataRow(999, "999")]
    [DataRow(2e14, "200T")]
    [DataRow(1e18, "1e18")]
    public void CompactNumbersKeepThreeDigits(double value, string expected) => ValueFormat.Compact(value, "tokens").ShouldBe(expected);

    [TestMethod]
    public void CellsOfTablesAcceptEveryValueThatAReportHolds()
    {
        ValueFormat.Cell(null, "s").ShouldBe("–");
        ValueFormat.Cell("sync", null).ShouldBe("sync");
        ValueFormat.Cell(1234L, "count").ShouldBe("1,234");
        ValueFormat.Cell(1.5m, "usd").ShouldBe("$1.50");
        ValueFormat.Cell(0.25, "s").ShouldBe("250 ms");
        ValueFormat.Cell(new DateTimeOffset(2026, 11, 20, 12, 15, 0, TimeSpan.FromHours(2)), "time").ShouldBe("2026-11-20 10:15");
    }
}
