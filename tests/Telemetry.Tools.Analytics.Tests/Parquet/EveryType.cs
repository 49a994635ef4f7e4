using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>Random lines of a schema that has every type, and what another reader must find in each column.</summary>
internal static class EveryType
{
    public const string Schema = """
        {
          "schema": "every", "version": "2-1-3", "namespace": "Tests", "storage": { "format": "jsonl" },
          "events": { "one": { "fields": {
            "s": { "type": "string", "nullable": true },
            "few": { "type": "string", "nullable": true },
            "open": { "type": "enum", "values": ["a", "b"], "nullable": true },
            "closed": { "type": "enum", "values": ["x", "y"], "closed": true, "nullable": true },
            "i": { "type": "int32", "unit": "count", "nullable": true },
            "l": { "type": "int64", "unit": "count", "nullable": true },
            "d": { "type": "double", "unit": "percent", "nullable": true },
            "m": { "type": "decimal", "unit": "usd", "nullable": true },
            "b": { "type": "bool", "nullable": true },
            "t": { "type": "timestamp", "nullable": true },
            "day": { "type": "date", "nullable": true },
            "span": { "type": "duration", "unit": "ms", "nullable": true },
            "id": { "type": "uuid", "nullable": true },
            "digest": { "type": "sha256", "nullable": true },
            "secret": { "type": "string", "privacy": "hash", "nullable": true },
            "o": { "type": "object", "nullable": true, "fields": { "in": { "type": "string", "nullable": true }, "deep": { "type": "object", "fields": { "n": { "type": "int32", "unit": "count" } } } } },
            "list": { "type": "list", "items": "string", "nullable": true },
            "map": { "type": "map", "items": "int32", "nullable": true },
            "json": { "type": "json", "nullable": true }
          } } }
        }
        """;

    /// <summary>Columns, and how a reader is asked for each as text.</summary>
    public static readonly (string Name, string Sql)[] Columns =
    [
        ("s", "s"), ("few", "few"), ("open", "open"), ("closed", "closed"), ("i", "i::VARCHAR"), ("l", "l::VARCHAR"), ("d", "d::VARCHAR"), ("m", "m::VARCHAR"), ("b", "b::VARCHAR"),
        ("t", "epoch_us(t)::VARCHAR"), ("day", "day::VARCHAR"), ("span", "span::VARCHAR"), ("id", "id::VARCHAR"), ("digest", "digest"), ("secret", "secret"),
        ("o.in", "\"o.in\""), ("o.deep.n", "\"o.deep.n\"::VARCHAR"), ("list", "list::VARCHAR"), ("map", "map::VARCHAR"), ("json", "json::VARCHAR"),
    ];

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Texts =
    [
        "", " ", "a", "naïve", "日本語のテキスト", "😀 emoji", "quote \" back \\ slash", "line\nbreak\ttab\r", "'; DROP TABLE x; --", "\u0001\u001F", "\uFFFD", "null", "NaN", new string('ß', 40), new string('z', 5000),
        "\u2028", "\u00e9 \u0065\u0301", "\U0010FFFF",
    ];

    /// <summary>A line, and the texts of its columns in their order.</summary>
    public static (string Line, string?[] Expected) Next(Random random)
    {
        var (json, expected) = (new Dictionary<string, string>(), new List<string?>());
        void Add(string name, string? text, string? found = null)
        {
            var isNull = random.Next(6) == 0 || text is null;
            if (!isNull || random.Next(2) == 0) json[name] = isNull ? "null" : text!;
            expected.Add(isNull ? null : found ?? text);
        }

        string Quoted(string text) => JsonSerializer.Serialize(text, random.Next(2) == 0 ? null : Relaxed);
        void AddText(string name, string text) => Add(name, Quoted(text), text);

        AddText("s", random.Next(3) == 0 ? Texts[random.Next(Texts.Length)] : Guid.NewGuid().ToString() + new string('x', random.Next(100)));
        AddText("few", Texts[random.Next(Texts.Length)]);
        AddText("open", random.Next(3) switch { 0 => "a", 1 => "b", _ => "unheard-of" });
        AddText("closed", random.Next(2) == 0 ? "x" : "y");
        Add("i", Pick(random, int.MinValue, int.MaxValue, 0, random.Next(), -random.Next(100)).ToString(CultureInfo.InvariantCulture));
        Add("l", Pick(random, long.MinValue, long.MaxValue, 0, random.NextInt64(), random.Next(10)).ToString(CultureInfo.InvariantCulture));
        AddDouble(random, Add);
        AddDecimal(random, Add);
        Add("b", random.Next(2) == 0 ? "true" : "false");
        AddTime(random, Add);
        var day = Pick(random, DateOnly.MinValue, DateOnly.MaxValue, new(1969, 12, 31), new(1970, 1, 1), new(2026, 2, random.Next(1, 29))).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        AddText("day", day);
        Add("span", Pick(random, "0", "1.5", "-2", "86400000", "0.0001", random.Next().ToString(CultureInfo.InvariantCulture)));
        AddText("id", Guid.NewGuid().ToString());
        AddText("digest", Digest(random));
        AddText("secret", Digest(random));
        AddObject(random, json, expected);
        Add("list", random.Next(2) == 0 ? "[]" : """["a","é \u00e9","\n"]""");
        Add("map", random.Next(2) == 0 ? "{}" : """{"k":1,"ключ":-2}""");
        Add("json", Pick(random, "1", "\"text\"", "[1,{\"a\":null}]", "{\"deep\":{\"er\":[true,false]}}"));
        var names = json.Keys.ToArray();
        if (random.Next(4) == 0) random.Shuffle(names);
        return ($"{{{string.Join(',', names.Select(name => $"\"{name}\":{json[name]}"))}}}", [.. expected]);
    }

    /// <summary>Whether a reader's text is the expected value.</summary>
    public static bool IsSame(string column, string? expected, string? found) => expected is null || found is null ? expected == found : column switch
    {
        "d" or "span" => Bits(expected) == Bits(found),
        _ => expected == found,
    };

    private static void AddDouble(Random random, Action<string, string?, string?> add)
    {
        var value = Pick(random, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, double.MaxValue, double.Epsilon, 0.1, random.NextDouble() * 1e6, -random.NextDouble());
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        add("d", double.IsFinite(value) ? text : $"\"{text}\"", text);
    }

    private static void AddDecimal(Random random, Action<string, string?, string?> add)
    {
        var value = Pick(random, decimal.MaxValue, decimal.MinValue, 0m, -0.1m, 0.0000000005m, 0.0000000015m, 79228162514264.337593543950335m, random.Next() / 100m, -random.NextInt64() / 1_000_000_000m);
        var whole = decimal.Truncate(value);
        var nanos = ((Int128)whole * 1_000_000_000) + (Int128)(decimal.Round(value - whole, 9, MidpointRounding.ToEven) * 1_000_000_000m);
        var (sign, magnitude) = (nanos < 0 ? "-" : "", Int128.Abs(nanos));
        add("m", value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{sign}{magnitude / 1_000_000_000}.{magnitude % 1_000_000_000:D9}"));
    }

    private static void AddTime(Random random, Action<string, string?, string?> add)
    {
        var time = Pick(random, DateTime.MinValue, DateTime.MaxValue, DateTime.UnixEpoch, DateTime.UnixEpoch.AddTicks(-1), DateTime.UnixEpoch.AddTicks(random.NextInt64(-1_000_000_000_000_000, 20_000_000_000_000_000)));
        var micros = Math.Floor((time.Ticks - DateTime.UnixEpoch.Ticks) / 10m);
        add("t", $"\"{time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)}\"", micros.ToString("0", CultureInfo.InvariantCulture));
    }

    private static void AddObject(Random random, Dictionary<string, string> json, List<string?> expected)
    {
        var kind = random.Next(3);
        if (kind > 0) json["o"] = kind == 1 ? """{"in":"ö","deep":{"n":7}}""" : """{"deep":{"n":-7},"in":null}""";
        expected.AddRange(kind switch { 0 => [null, null], 1 => ["ö", "7"], _ => [null, "-7"] });
    }

    private static string Digest(Random random) => random.Next(3) == 0 ? new string('a', 64) : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(random.Next())));

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private static long Bits(string text) => BitConverter.DoubleToInt64Bits(text switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    });
}
