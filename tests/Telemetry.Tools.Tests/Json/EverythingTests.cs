using System.Text.Json;
using Telemetry.Tools.Tests.Records;

namespace Telemetry.Tools.Tests.Json;

[TestClass]
public sealed class EverythingTests
{
    private static readonly PrivacyKey Key = new(new byte[32]);

    [TestMethod]
    public void EveryLineReadsBackAsTheSameLine()
    {
        var samples = new Samples(1);
        for (var i = 0; i < 1500; i++)
        {
            var line = Line.Write(samples.Everything(), Key);
            line.ShouldNotContain('\n');
            Line.Write(Line.Read<Everything>(line)).ShouldBe(line);
        }
    }

    [TestMethod]
    public void LinesInAnotherOrderAndStyleReadAsTheSameEvents()
    {
        var samples = new Samples(2);
        for (var i = 0; i < 700; i++)
        {
            var line = Line.Write(samples.Everything(), Key);
            Line.Write(Line.Read<Everything>(Restyle(line))).ShouldBe(line);
        }
    }

    [TestMethod]
    public void SystemTextJsonReadsTheSameValues()
    {
        var samples = new Samples(3);
        for (var i = 0; i < 700; i++)
        {
            var value = samples.Everything();
            using var document = JsonDocument.Parse(Line.Write(value, Key));
            Compare(value, document.RootElement);
        }
    }

    [TestMethod]
    public void ReadValuesAreTheWrittenOnes()
    {
        var samples = new Samples(4);
        for (var i = 0; i < 300; i++)
        {
            var value = samples.Everything();
            var read = Line.Read<Everything>(Line.Write(value, Key));
            read.Double.ShouldBe(value.Double);
            read.Decimal.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(value.Decimal.ToString(System.Globalization.CultureInfo.InvariantCulture));
            (read.Seconds, read.Millis, read.Micros, read.Nanos, read.Hours).ShouldBe((value.Seconds, value.Millis, value.Micros, value.Nanos, value.Hours));
            (read.Timestamp, read.Date, read.Uuid, read.Digest).ShouldBe((value.Timestamp, value.Date, value.Uuid, value.Digest));
            (read.Open, read.Closed, read.OpenN, read.ClosedO).ShouldBe((value.Open, value.Closed, value.OpenN, value.ClosedO));
            read.Table.Select(row => string.Join(",", row)).ShouldBe(value.Table.Select(row => string.Join(",", row)));
            read.Map.ShouldBe(value.Map, ignoreOrder: true);
            read.Inner.Deep.ShouldBe(value.Inner.Deep);
            read.DurationN.ShouldBe(value.DurationN);
        }
    }

    [TestMethod]
    public void NullableFieldsMayBeMissing()
    {
        var line = Line.Write(new Samples(5).Everything(), Key);
        using var document = JsonDocument.Parse(line);
        var required = document.RootElement.EnumerateObject().Where(field => !field.Name.EndsWith("_n", StringComparison.Ordinal) && !field.Name.EndsWith("_o", StringComparison.Ordinal));
        var read = Line.Read<Everything>("{" + string.Join(",", required.Where(field => field.Name != "plain_n_hash").Select(field => $"\"{field.Name}\":{field.Value.GetRawText()}")) + "}");
        read.TextN.ShouldBeNull();
        read.InnerN.ShouldBeNull();
        read.PlainNHash.ShouldBeNull();
        read.KeyedNHash.ShouldBeNull();
    }

    [TestMethod]
    public void EachMissingRequiredFieldIsNamed()
    {
        using var document = JsonDocument.Parse(Line.Write(new Samples(6).Everything(), Key));
        string[] required = ["text", "int", "double", "timestamp", "uuid", "digest", "open", "closed", "inner", "list", "map", "json", "plain_hash", "keyed"];
        foreach (var name in required)
        {
            var fields = document.RootElement.EnumerateObject().Where(field => field.Name != name);
            Line.WhyRejected<Everything>("{" + string.Join(",", fields.Select(field => $"\"{field.Name}\":{field.Value.GetRawText()}")) + "}").ShouldBe("missing field: " + name);
        }
    }

    [TestMethod]
    public void OptionalFieldsAreLeftOutWhereNull()
    {
        var line = Line.Write(new Samples(7).Everything() with { TextO = null, IntO = null, ClosedO = null, ListO = null, InnerO = null, KeyedO = null, TextN = null });
        line.ShouldNotContain("_o\"");
        line.ShouldContain("\"text_n\":null");
    }

    [TestMethod]
    public void AnObjectWithoutItsFirstFieldsHasNoLeadingComma()
    {
        var value = new Samples(8).Everything();
        Line.Write(value with { InnerO = new() { Third = true } }).ShouldContain("""
            "inner_o":{"third":true}
            """.Trim());
        Line.Write(value with { InnerO = new() { Second = 2, Third = true } }).ShouldContain("""
            "inner_o":{"second":2,"third":true}
            """.Trim());
        Line.Write(value with { InnerO = new() { First = "", Second = 2, Third = true } }).ShouldContain("""
            "inner_o":{"first":"","second":2,"third":true}
            """.Trim());
    }

    [TestMethod]
    public void JsonIsWrittenOnOneLineAndTextThatIsNoneAsAString()
    {
        var value = new Samples(9).Everything();
        Line.Write(value with { Json = " { \"a b\" : [ 1 ,\n2 ] } " }).ShouldContain("\"json\":{\"a b\":[1,2]}");
        Line.Write(value with { Json = "{\"a\":1}\n{\"b\":2}" }).ShouldContain("\"json\":\"{\\\"a\\\":1}\\n{\\\"b\\\":2}\"");
        Line.Write(value with { Json = new string('[', 100) }).ShouldContain("\"json\":\"[[[");
    }

    [TestMethod]
    public void ACodeWithoutNullableCannotBreakTheLine()
    {
        var value = new Samples(10).Everything() with { Text = null!, List = null!, Map = null! };
        var line = Line.Write(value, Key);
        line.ShouldStartWith("{\"text\":\"\"");
        Line.Read<Everything>(line).List.ShouldBeEmpty();
    }

    [TestMethod]
    public void TheStreamSaysWhatTheSchemaSays()
    {
        var stream = StreamInfo.Of<Everything>();
        (stream.Name, stream.Version, stream.Format, stream.FileName, stream.RotateAt, stream.Retain).ShouldBe(("everything", "1-2-3", StreamFormat.Jsonl, "all.jsonl", 1_000_000L, TimeSpan.FromDays(30)));
        using var schema = JsonDocument.Parse(stream.SchemaJson);
        schema.RootElement.GetProperty("schema").GetString().ShouldBe("everything");
        stream.SchemaJson.ShouldNotContain('\n');
    }

    [TestMethod]
    public void TheTimeIsThatOfTheField()
    {
        var value = new Samples(11).Everything();
        TimeOf(value).ShouldBe(value.Timestamp);
    }

    private static DateTimeOffset? TimeOf<T>(T value)
        where T : class, ITelemetryEvent<T> => T.TimeOf(value);

    // The fields backwards, with white space wherever it may stand, every name escaped, and fields nobody knows.
    private static string Restyle(string line)
    {
        using var document = JsonDocument.Parse(line);
        var fields = document.RootElement.EnumerateObject().Reverse()
            .Select(field => $" \"\\u{(int)field.Name[0]:x4}{field.Name[1..]}\" :\t{Spread(field.Value)} ,\r\n \"?{field.Name}\":[{{\"a\":null}},-1e5]");
        return "\uFEFF {" + string.Join(",", fields) + " } ";
    }

    private static string Spread(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "[ " + string.Join(" , ", value.EnumerateArray().Select(Spread)) + " ]",
        JsonValueKind.Object => "{ " + string.Join(" , ", value.EnumerateObject().Select(field => JsonSerializer.Serialize(field.Name) + " : " + Spread(field.Value))) + " }",
        _ => value.GetRawText(),
    };

    private static void Compare(Everything value, JsonElement json)
    {
        json.GetProperty("text").GetString().ShouldBe(Samples.Clean(value.Text));
        json.GetProperty("int").GetInt32().ShouldBe(value.Int);
        json.GetProperty("long").GetInt64().ShouldBe(value.Long);
        if (double.IsFinite(value.Double)) json.GetProperty("double").GetDouble().ShouldBe(value.Double);
        else json.GetProperty("double").GetString().ShouldBe(value.Double.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.GetProperty("decimal").GetDecimal().ShouldBe(value.Decimal);
        json.GetProperty("bool").GetBoolean().ShouldBe(value.Bool);
        json.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(value.Timestamp);
        json.GetProperty("date").GetString().ShouldBe(value.Date.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        ((long)decimal.Round(json.GetProperty("seconds").GetDecimal() * TimeSpan.TicksPerSecond)).ShouldBe(value.Seconds.Ticks);
        json.GetProperty("uuid").GetGuid().ShouldBe(value.Uuid);
        json.GetProperty("digest").GetString().ShouldBe(value.Digest.ToString());
        json.GetProperty("open").GetString().ShouldBe(value.Open.Text);
        json.GetProperty("closed").GetString().ShouldBe(value.Closed.ToString().ToLowerInvariant());
        json.GetProperty("list").EnumerateArray().Select(item => item.GetString()).ShouldBe(value.List.Select(Samples.Clean));
        json.GetProperty("things").EnumerateArray().Select(item => item.GetProperty("name").GetString()).ShouldBe(value.Things.Select(thing => Samples.Clean(thing.Name)));
        json.GetProperty("map").EnumerateObject().Select(item => item.Name).ShouldBe(value.Map.Keys);
        json.GetProperty("inner").GetProperty("y").GetString().ShouldBe(value.Inner.Y is null ? null : Samples.Clean(value.Inner.Y));
        json.GetProperty("text_n").GetString().ShouldBe(value.TextN is null ? null : Samples.Clean(value.TextN));
        json.TryGetProperty("text_o", out _).ShouldBe(value.TextO is not null);
        json.GetProperty("plain_hash").GetString().ShouldBe(value.PlainHash.ToString());
        json.GetProperty("keyed").GetString()!.Length.ShouldBe(64);
        json.TryGetProperty("secret", out _).ShouldBeFalse();
        json.TryGetProperty("gone", out _).ShouldBeFalse();
    }
}
