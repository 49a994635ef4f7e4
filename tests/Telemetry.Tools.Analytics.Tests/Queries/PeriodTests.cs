namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class PeriodTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow("30d", "2026-10-22T12:00:00Z")]
    [DataRow("12h", "2026-11-21T00:00:00Z")]
    [DataRow("90m", "2026-11-21T10:30:00Z")]
    [DataRow("2w", "2026-11-07T12:00:00Z")]
    [DataRow("2026-01-01", "2026-01-01T00:00:00Z")]
    [DataRow("2026-01-01T10:00:00+02:00", "2026-01-01T08:00:00Z")]
    [DataRow("2026-01-01T10:00", "2026-01-01T10:00:00Z")]
    [DataRow("999999999d", "0001-01-01T00:00:00Z")]
    public void AStartIsReadAsPeopleTypeIt(string text, string expected) => ReportJson.Format(Period.ParseSince(text, Now)).ShouldBe(expected);

    [TestMethod]
    [DataRow("2026-01-31", "2026-02-01T00:00:00Z")]
    [DataRow("2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z")]
    [DataRow("1d", "2026-11-20T12:00:00Z")]
    public void ADateAsEndIsThatWholeDay(string text, string expected) => ReportJson.Format(Period.ParseUntil(text, Now)).ShouldBe(expected);

    [TestMethod]
    [DataRow("")]
    [DataRow("30")]
    [DataRow("d")]
    [DataRow("-3d")]
    [DataRow("yesterday")]
    [DataRow("2026-02-30")]
    public void WhatIsNoTimeIsRefused(string text)
    {
        Should.Throw<AnalyticsException>(() => Period.ParseSince(text, Now)).Id.ShouldBe("TEL2105");
        Should.Throw<AnalyticsException>(() => Period.ParseUntil(text, Now)).Id.ShouldBe("TEL2105");
    }
}
