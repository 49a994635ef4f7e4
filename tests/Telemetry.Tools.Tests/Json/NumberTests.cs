using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Tests.Json;

[TestClass]
public sealed class NumberTests
{
    private delegate bool Reader<T>(ref JsonLineReader reader, out T value);

    [TestMethod]
    public void IntegersAreWrittenAsTheyAre()
    {
        for (var power = 1L; power > 0 && power <= 1_000_000_000_000_000_000; power = power == 1_000_000_000_000_000_000 ? 0 : power * 10)
        {
            foreach (var value in new[] { power - 1, power, power + 1, -power, power * 3 }) Written(value).ShouldBe(value.ToString(CultureInfo.InvariantCulture));
        }

        for (var value = 0; value < 100_000; value += 7) Written(value).ShouldBe(value.ToString(CultureInfo.InvariantCulture));
        Written(long.MinValue).ShouldBe("-9223372036854775808");
        Written(99_999_999).ShouldBe("99999999");
    }

    [TestMethod]
    [DataRow("0", 0L)]
    [DataRow("-0", 0L)]
    [DataRow("1.0", 1L)]
    [DataRow("1e3", 1000L)]
    [DataRow("1200E-2", 12L)]
    [DataRow("1.5e1", 15L)]
    [DataRow("-12.000", -12L)]
    [DataRow("0.0e99", 0L)]
    [DataRow("0e-99999", 0L)]
    [DataRow("9223372036854775807", long.MaxValue)]
    [DataRow("-9223372036854775808", long.MinValue)]
    [DataRow("922337203685477580.7e1", long.MaxValue)]
    [DataRow("123456789012345678", 123456789012345678L)]
    [DataRow("1234567890123456789", 1234567890123456789L)]
    public void WholeNumbersAreReadInEveryForm(string json, long expected) => Read(json, (ref JsonLineReader reader, out long value) => reader.Int64(out value)).ShouldBe(expected);

    [TestMethod]
    [DataRow("1.5", "out of range")]
    [DataRow("1e-1", "out of range")]
    [DataRow("9223372036854775808", "out of range")]
    [DataRow("-9223372036854775809", "out of range")]
    [DataRow("1e19", "out of range")]
    [DataRow("1e99999999999", "out of range")]
    [DataRow("1.00000000000000000000000000000000000000001", "out of range")]
    [DataRow("01", "not JSON")]
    [DataRow("+1", "not JSON")]
    [DataRow("1.", "not JSON")]
    [DataRow(".5", "not JSON")]
    [DataRow("-", "not JSON")]
    [DataRow("1e", "not JSON")]
    [DataRow("0x1", "not JSON")]
    [DataRow("NaN", "not JSON")]
    [DataRow("\"1\"", "wrong type")]
    [DataRow("true", "wrong type")]
    [DataRow("null", "wrong type")]
    [DataRow("[1]", "wrong type")]
    public void OtherNumbersAreRefused(string json, string reason) => Why(json, (ref JsonLineReader reader, out long value) => reader.Int64(out value)).ShouldBe(reason);

    [TestMethod]
    public void IntegersOf32BitsHaveTheirRange()
    {
        Read("2147483647", (ref JsonLineReader reader, out int value) => reader.Int32(out value)).ShouldBe(int.MaxValue);
        Why("2147483648", (ref JsonLineReader reader, out int value) => reader.Int32(out value)).ShouldBe("out of range");
        Why("-2147483649", (ref JsonLineReader reader, out int value) => reader.Int32(out value)).ShouldBe("out of range");
    }

    [TestMethod]
    public void EveryDoubleIsReadAsItWasWritten()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var value = i % 2 == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) : Math.Round(random.NextDouble() * 1e6, i % 9);
            var json = Written(value);
            var read = Read(json, (ref JsonLineReader reader, out double found) => reader.Double(out found));
            if (double.IsNaN(value)) double.IsNaN(read).ShouldBeTrue();
            else BitConverter.DoubleToInt64Bits(read).ShouldBe(BitConverter.DoubleToInt64Bits(value), json);
            json.Length.ShouldBeLessThanOrEqualTo(value.ToString(CultureInfo.InvariantCulture).Length + 2);
        }
    }

    [TestMethod]
    public void ShortDecimalsAreRoundedAsTheFrameworkDoes()
    {
        var random = new Random(8);
        for (var i = 0; i < 20_000; i++)
        {
            var json = $"{random.Next(2) switch { 0 => "-", _ => "" }}{random.NextInt64(10_000_000)}.{random.NextInt64(100_000_000)}";
            Read(json, (ref JsonLineReader reader, out double value) => reader.Double(out value)).ShouldBe(double.Parse(json, CultureInfo.InvariantCulture));
        }
    }

    [TestMethod]
    public void NumbersThatAreNoneAreStrings()
    {
        Written(double.NaN).ShouldBe("\"NaN\"");
        Written(double.NegativeInfinity).ShouldBe("\"-Infinity\"");
        Written(-0.0).ShouldBe("-0");
        Why("1e999", (ref JsonLineReader reader, out double value) => reader.Double(out value)).ShouldBe("out of range");
    }

    [TestMethod]
    [DataRow(DurationUnit.Second, 15_000_000L, "1.5")]
    [DataRow(DurationUnit.Second, 1L, "0.0000001")]
    [DataRow(DurationUnit.Second, -1L, "-0.0000001")]
    [DataRow(DurationUnit.Millisecond, 15_001L, "1.5001")]
    [DataRow(DurationUnit.Microsecond, 15L, "1.5")]
    [DataRow(DurationUnit.Nanosecond, 3L, "300")]
    [DataRow(DurationUnit.Minute, 900_000_000L, "1.5")]
    [DataRow(DurationUnit.Day, 864_000_000_000L, "1")]
    [DataRow(DurationUnit.Second, long.MinValue, "-922337203685.4775808")]
    public void DurationsAreExactNumbersOfTheirUnit(DurationUnit unit, long ticks, string json)
    {
        var writer = new LineWriter([]);
        writer.Duration(default, new TimeSpan(ticks), unit);
        Encoding.UTF8.GetString(writer.Written).ShouldBe(json);
        Read(json, (ref JsonLineReader reader, out TimeSpan value) => reader.Duration(unit, out value)).Ticks.ShouldBe(ticks);
    }

    [TestMethod]
    public void EveryDurationIsReadAsItWasWrittenInEveryUnit()
    {
        var random = new Random(9);
        foreach (var unit in Enum.GetValues<DurationUnit>())
        {
            for (var i = 0; i < 500; i++)
            {
                var value = new TimeSpan(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(60));
                var writer = new LineWriter([]);
                writer.Duration(default, value, unit);
                Read(Encoding.UTF8.GetString(writer.Written), (ref JsonLineReader reader, out TimeSpan found) => reader.Duration(unit, out found)).ShouldBe(value);
            }
        }
    }

    [TestMethod]
    public void DurationsOutOfRangeAreRefused() =>
        Why("922337203685.4775808", (ref JsonLineReader reader, out TimeSpan value) => reader.Duration(DurationUnit.Second, out value)).ShouldBe("out of range");

    private static string Written(long value)
    {
        var writer = new LineWriter([]);
        writer.Integer(default, value);
        return Encoding.UTF8.GetString(writer.Written);
    }

    private static string Written(double value)
    {
        var writer = new LineWriter([]);
        writer.Double(default, value);
        return Encoding.UTF8.GetString(writer.Written);
    }

    private static T Read<T>(string json, Reader<T> read)
    {
        var reader = new JsonLineReader(Encoding.UTF8.GetBytes(json));
        read(ref reader, out var value).ShouldBeTrue(json);
        reader.End().ShouldBeTrue(json);
        return value;
    }

    private static string Why<T>(string json, Reader<T> read)
    {
        var reader = new JsonLineReader(Encoding.UTF8.GetBytes(json));
        (read(ref reader, out _) && reader.End()).ShouldBeFalse(json);
        return reader.Error.Reason;
    }
}
