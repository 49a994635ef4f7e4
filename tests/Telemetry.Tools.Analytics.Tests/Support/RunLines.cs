using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>Random lines of the <see cref="Schemas.Runs"/> stream: good ones as generated code writes them or as others might, and every kind of bad one.</summary>
internal sealed class RunLines(int seed)
{
    private static readonly string[] Targets = ["Build", "Test", "Sync", "Apply", "größe", "a\"b", "x\\y", "日本", "emoji 😀", ""];

    private readonly Random _random = new(seed);

    public byte[] Make(int count, double badShare, double foreignShare)
    {
        using var bytes = new MemoryStream();
        for (var i = 0; i < count; i++)
        {
            bytes.Write(_random.NextDouble() < badShare ? Bad() : Encoding.UTF8.GetBytes(Good(_random.NextDouble() < foreignShare)));
            bytes.WriteByte((byte)'\n');
        }

        return bytes.ToArray();
    }

    public string Good(bool isForeign)
    {
        var fields = Fields().ToList();
        if (!isForeign) return "{" + string.Join(',', fields.Select(field => $"\"{field.Name}\":{field.Value}")) + "}";
        for (var i = fields.Count - 1; i > 0; i--)
        {
            var other = _random.Next(i + 1);
            (fields[i], fields[other]) = (fields[other], fields[i]);
        }

        fields.RemoveAll(field => field.Value == "null" && _random.Next(2) == 0);
        if (_random.Next(3) == 0) fields.Insert(_random.Next(fields.Count), ("unknown", "{\"a\":[1,\"}\\\"\",null]}"));
        var space = _random.Next(2) == 0 ? " " : "";
        return space + "{" + space + string.Join("," + space, fields.Select(field => $"{Name(field.Name)}{space}:{space}{field.Value}")) + space + "}" + (_random.Next(4) == 0 ? "\r" : "");
    }

    // A letter of a name may be escaped, too.
    private string Name(string name) => _random.Next(10) == 0 ? $"\"\\u{(int)name[0]:x4}{name[1..]}\"" : $"\"{name}\"";

    private IEnumerable<(string Name, string Value)> Fields()
    {
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(_random.NextInt64(90L * 86_400_000));
        var failed = _random.Next(10) == 0;
        yield return ("timestamp", $"\"{Time(time)}\"");
        yield return ("target", Text(Targets[Math.Min(_random.Next(Targets.Length), _random.Next(Targets.Length))]));
        yield return ("domain", _random.Next(4) == 0 ? "null" : Text("domain-" + _random.Next(40)));
        yield return ("duration_seconds", Seconds());
        yield return ("exit_code", failed ? _random.Next(1, 256).ToString(CultureInfo.InvariantCulture) : "0");
        yield return ("succeeded", _random.Next(3) == 0 ? "null" : failed ? "false" : "true");
        yield return ("cost", _random.Next(5) == 0 ? "null" : (_random.Next(1_000_000) / 1_000_000m).ToString(CultureInfo.InvariantCulture));
        yield return ("tokens", _random.Next(5) == 0 ? "null" : _random.NextInt64(1_000_000).ToString(CultureInfo.InvariantCulture));
        yield return ("kind", _random.Next(2) == 0 ? "\"fast\"" : "\"slow\"");
        yield return ("id", _random.Next(2) == 0 ? "null" : $"\"{new Guid(_random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)}\"");
    }

    private string Time(DateTimeOffset time) => _random.Next(8) switch
    {
        0 => time.ToOffset(TimeSpan.FromHours(5.5)).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
        1 => time.ToString("yyyy-MM-ddTHH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        2 => time.ToString("yyyy-MM-ddTHH:mm:ss+00:00", CultureInfo.InvariantCulture),
        _ => time.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
    };

    private string Seconds() => _random.Next(6) switch
    {
        0 => _random.Next(100).ToString(CultureInfo.InvariantCulture),
        1 => (_random.NextDouble() * 1000).ToString("R", CultureInfo.InvariantCulture),
        2 => "1.5e1",
        3 => "1E-3",
        _ => (_random.Next(1_000_000) / 1000.0).ToString("R", CultureInfo.InvariantCulture),
    };

    private string Text(string text)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return _random.Next(10) == 0 && text.Length > 0 && text[0] < 0x80 && text[0] is not ('"' or '\\') ? $"\"\\u{(int)text[0]:x4}{escaped[1..]}\"" : $"\"{escaped}\"";
    }

    private byte[] Bad()
    {
        var good = Good(false);
        var text = _random.Next(16) switch
        {
            0 => good[..(good.Length / 2)],
            1 => good + good,
            2 => good.Replace("\"exit_code\":", "\"exit_code\":\"", StringComparison.Ordinal).Replace(",\"succeeded\"", "\",\"succeeded\"", StringComparison.Ordinal),
            3 => good.Replace("\"timestamp\":\"2026", "\"timestamp\":\"2026-13", StringComparison.Ordinal),
            4 => good.Replace("\"kind\":\"", "\"kind\":\"un", StringComparison.Ordinal),
            5 => good.Replace("\"target\":", "\"aim\":", StringComparison.Ordinal),
            6 => good[..^1] + ",}",
            7 => "[" + good + "]",
            8 => good.Replace("\"target\":\"", "\"target\":\"\u0001", StringComparison.Ordinal),
            9 => "hello",
            10 => good.Replace("\"exit_code\":", "\"exit_code\":0", StringComparison.Ordinal) + "x",
            11 => good.Replace("\"exit_code\":", "\"exit_code\":99999999999", StringComparison.Ordinal),
            12 => good.Replace("\"target\":\"", "\"target\":\"\0", StringComparison.Ordinal),
            13 => good.Replace("\"duration_seconds\":", "\"duration_seconds\":+", StringComparison.Ordinal),
            14 => good.Replace("\"exit_code\":", "\"exit_code\":null,\"was\":", StringComparison.Ordinal),
            _ => good.Replace("\"target\":\"", "\"target\":\"\uE000", StringComparison.Ordinal),
        };
        var bytes = Encoding.UTF8.GetBytes(text);

        // Half a character of UTF-8.
        for (var i = 0; i + 2 < bytes.Length; i++)
        {
            if (bytes[i] == 0xEE && bytes[i + 1] == 0x80 && bytes[i + 2] == 0x80) bytes[i + 2] = (byte)'x';
        }

        return bytes;
    }
}
