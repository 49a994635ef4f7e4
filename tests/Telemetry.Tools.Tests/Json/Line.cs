using System.Text;

namespace Telemetry.Tools.Tests.Json;

/// <summary>Events to lines and back, the way a store does it.</summary>
internal static class Line
{
    public static string Write<T>(T value, PrivacyKey? key = null)
        where T : class, ITelemetryEvent<T>
    {
        var writer = new LineWriter([], key);
        T.WriteJson(value, ref writer);
        return Encoding.UTF8.GetString(writer.Written);
    }

    public static string WriteRow<T>(T value, PrivacyKey? key = null)
        where T : class, ITelemetryEvent<T>
    {
        var writer = new LineWriter([], key);
        T.WriteCsv(value, ref writer);
        return Encoding.UTF8.GetString(writer.Written);
    }

    public static T Read<T>(string line)
        where T : class, ITelemetryEvent<T> => Read<T>(Encoding.UTF8.GetBytes(line));

    public static T Read<T>(byte[] line)
        where T : class, ITelemetryEvent<T>
    {
        var status = T.ReadJson(line, out var value, out var error);
        status.ShouldBe(ReadStatus.Event, error.ToString());
        return value.ShouldNotBeNull();
    }

    public static T ReadRow<T>(string row, string header)
        where T : class, ITelemetryEvent<T>
    {
        var status = T.ReadCsv(Encoding.UTF8.GetBytes(row), CsvHeader.Parse(Encoding.UTF8.GetBytes(header)), out var value, out var error);
        status.ShouldBe(ReadStatus.Event, error.ToString());
        return value.ShouldNotBeNull();
    }

    public static string WhyRejected<T>(string line)
        where T : class, ITelemetryEvent<T> => WhyRejected<T>(Encoding.UTF8.GetBytes(line));

    public static string WhyRejected<T>(byte[] line)
        where T : class, ITelemetryEvent<T>
    {
        T.ReadJson(line, out var value, out var error).ShouldBe(ReadStatus.Rejected);
        value.ShouldBeNull();
        return error.ToString();
    }

    public static string WhyRowRejected<T>(string row, string header)
        where T : class, ITelemetryEvent<T>
    {
        T.ReadCsv(Encoding.UTF8.GetBytes(row), CsvHeader.Parse(Encoding.UTF8.GetBytes(header)), out var value, out var error).ShouldBe(ReadStatus.Rejected);
        value.ShouldBeNull();
        return error.ToString();
    }
}
