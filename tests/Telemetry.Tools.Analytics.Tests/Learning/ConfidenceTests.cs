namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class ConfidenceTests
{
    // Worked out by hand: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.959964 (95 %) and 1.2815516 (80 %).
    [TestMethod]
    [DataRow(0.95, 3, 10, 0.10779, 0.60322)]
    [DataRow(0.95, 0, 10, 0.0, 0.27753)]
    [DataRow(0.95, 10, 10, 0.72247, 1.0)]
    [DataRow(0.95, 21, 100, 0.14166, 0.29980)]
    [DataRow(0.80, 300, 1000, 0.28177, 0.31889)]
    public void WilsonsIntervalIsTheOneOfThePaper(double level, int count, int total, double lower, double upper)
    {
        var interval = Confidence.All.Single(known => known.Level == level).Wilson(count, total);
        interval.Lower.ShouldBe(lower, 0.00001);
        interval.Upper.ShouldBe(upper, 0.00001);
    }

    [TestMethod]
    public void OfNoRunsNothingIsKnown() => Confidence.Usual.Wilson(0, 0).ShouldBe(new RateInterval(0, 1));

    [TestMethod]
    public void MoreConfidenceIsAWiderInterval()
    {
        var widths = Confidence.All.Select(known => known.Wilson(3, 10)).Select(interval => interval.Upper - interval.Lower).ToList();
        widths.ShouldBe(widths.Order());
        widths.Distinct().Count().ShouldBe(Confidence.All.Count);
    }
}
