using System.Text;

namespace Telemetry.Tools.Tests.Json;

[TestClass]
public sealed class TimeTests
{
    [TestMethod]
    [DataRow("2026-02-18T07:00:00.000Z", 639069948000000000L)]
    [DataRow("2026-02-18t07:00:00z", 639069948000000000L)]
    [DataRow("2026-02-18 07:00:00", 639069948000000000L)]
    [DataRow("2026-02-18T09:30:00+02:30", 639069948000000000L)]
    [DataRow("2026-02-18T09:30:00+0230", 639069948000000000L)]
    [DataRow("2026-02-17T22:00:00.0-09", 639069948000000000L)]
    [DataRow("2026-02-18T07:00:00.1Z", 639069948001000000L)]
    [DataRow("2026-02-18T07:00:00.123456789Z", 639069948001234567L)]
    [DataRow("0001-01-01T00:00:00.000Z", 0L)]
    [DataRow("9999-12-31T23:59:59.9999999Z", 3155378975999999999L)]
    public void TimesAreReadInEveryForm(string text, long ticks)
    {
        TimeText.TryRead(Encoding.UTF8.GetBytes(text), out var value).ShouldBeTrue();
        value.ShouldBe(new DateTimeOffset(ticks, TimeSpan.Zero));
        value.Offset.ShouldBe(TimeSpan.Zero);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("2026-02-18")]
    [DataRow("2026-02-30T07:00:00Z")]
    [DataRow("2025-02-29T07:00:00Z")]
    [DataRow("2026-13-01T07:00:00Z")]
    [DataRow("0000-01-01T07:00:00Z")]
    [DataRow("2026-02-18T24:00:00Z")]
    [DataRow("2026-02-18T07:60:00Z")]
    [DataRow("2026-02-18T07:00:60Z")]
    [DataRow("2026-02-18T07:00:00.Z")]
    [DataRow("2026-02-18T07:00:00.1234567890Z")]
    [DataRow("2026-02-18T07:00:00+24:00")]
    [DataRow("2026-02-18T07:00:00+01:60")]
    [DataRow("2026-02-18T07:00:00Zx")]
    [DataRow("0001-01-01T00:00:00+01:00")]
    [DataRow("9999-12-31T23:59:59-01:00")]
    [DataRow("2026/02/18T07:00:00Z")]
    [DataRow("2026-02-18T07.00.00Z")]
    public void OtherTextIsNoTime(string text) => TimeText.TryRead(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    [TestMethod]
    [DataRow(0L, "2026-02-18T07:00:00.000Z")]
    [DataRow(10_000L, "2026-02-18T07:00:00.001Z")]
    [DataRow(10L, "2026-02-18T07:00:00.000001Z")]
    [DataRow(1L, "2026-02-18T07:00:00.0000001Z")]
    [DataRow(9_999_999L, "2026-02-18T07:00:00.9999999Z")]
    public void TimesHaveTheDecimalsTheyNeed(long ticks, string expected) => Written(new DateTimeOffset(639069948000000000L + ticks, TimeSpan.Zero)).ShouldBe($"\"{expected}\"");

    [TestMethod]
    public void TimesAreWrittenInUtc() => Written(new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.FromHours(1))).ShouldBe("\"2025-12-31T23:30:00.000Z\"");

    [TestMethod]
    public void TheKeptDateFollowsTheDay()
    {
        var writer = new LineWriter([]);
        writer.Timestamp(default, new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero));
        writer.Timestamp(","u8, new DateTimeOffset(2026, 1, 31, 23, 59, 59, TimeSpan.Zero));
        writer.Timestamp(","u8, new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero));
        Encoding.UTF8.GetString(writer.Written).ShouldBe("\"0001-01-01T00:00:00.000Z\",\"2026-01-31T23:59:59.000Z\",\"2026-02-01T00:00:00.000Z\"");
    }

    [TestMethod]
    public void EveryDayOfTheCalendarIsWrittenAndRead()
    {
        var text = new byte[16];
        for (var day = 0; day <= DateOnly.MaxValue.DayNumber; day += 3)
        {
            TimeText.WriteDate(ref text[0], day);
            TimeText.TryReadDate(text.AsSpan(0, 10), out var read).ShouldBeTrue();
            read.DayNumber.ShouldBe(day);
        }
    }

    [TestMethod]
    public void TheUsualFormIsReadLikeAnyOther()
    {
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var ticks = random.NextInt64(DateTime.MaxValue.Ticks / TimeSpan.TicksPerMillisecond) * TimeSpan.TicksPerMillisecond;
            var text = Encoding.UTF8.GetBytes(Written(new DateTimeOffset(ticks, TimeSpan.Zero)))[1..^1];
            if (i % 2 == 0) text[random.Next(text.Length)] = (byte)random.Next(256);
            var isUsual = TimeText.TryReadMilliseconds(text, out var usual);
            var isAny = TimeText.TryRead(text, out var any);
            if (isUsual) (isAny, any).ShouldBe((true, usual), Encoding.UTF8.GetString(text));
            if (i % 2 != 0) (isUsual, usual.UtcTicks).ShouldBe((true, ticks));
        }
    }

    private static string Written(DateTimeOffset value)
    {
        var writer = new LineWriter([]);
        writer.Timestamp(default, value);
        return Encoding.UTF8.GetString(writer.Written);
    }
}
