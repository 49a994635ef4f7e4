using System.Text;
using System.Text.Json;
using Telemetry.Tools.Tests.Records;

namespace Telemetry.Tools.Tests.Json;

[TestClass]
public sealed class TextTests
{
    private static readonly char[] Specials = ['"', '\\', '\n', '\0', '\u001f', '\u007f', '\u0080', 'ü', '\u07ff', '\u0800', '€', '\ud83d', '\udc00', '\uffff', '\u1020', '\u2022', '\u5c5c', '\u2020'];

    [TestMethod]
    public void AnyCharacterAtAnyPlaceOfAnyLengthIsReadAsWritten()
    {
        for (var length = 0; length <= 70; length++)
        {
            RoundTrip(new string('x', length));
            for (var at = 0; at < length; at++)
            {
                var special = Specials[(length + at) % Specials.Length];
                RoundTrip(new string('x', at) + special + new string('y', length - at - 1));
                RoundTrip(new string(special, length));
            }
        }
    }

    [TestMethod]
    public void EveryUnitAlone()
    {
        for (var unit = 0; unit <= char.MaxValue; unit++)
        {
            var text = $"ab{(char)unit}";
            Written(text).ShouldBe("\"" + Expected(text) + "\"");
        }
    }

    [TestMethod]
    public void SeveralTextsThatAreLongTogetherGetTheRoomTheyNeed()
    {
        foreach (var length in new[] { 1000, 1500, 4096, 5000, 100_000 })
        {
            foreach (var unit in new[] { 'x', '\u0001', '"', '€' })
            {
                var value = new Samples(7).Everything() with { Text = new string(unit, length), Plain = new string('a', 16), TextN = new string(unit, length), Open = EverythingOpen.From(new string(unit, length)) };
                var read = Line.Read<Everything>(Line.Write(value));
                (read.Text == value.Text && read.TextN == value.TextN && read.Open == value.Open).ShouldBeTrue($"{length} times {(int)unit}");
            }
        }
    }

    [TestMethod]
    public void LongPlainTextDoesNotAskForSixTimesItsLength()
    {
        var writer = new LineWriter([]);
        TargetRun.WriteJson(new TargetRun { Timestamp = DateTimeOffset.UnixEpoch, Target = new string('x', 1_000_000), DurationSeconds = 1, ExitCode = 0 }, ref writer);
        writer.Buffer.Length.ShouldBeLessThan(1_100_000);
    }

    [TestMethod]
    public void NullInTheStateOfRequiredTextIsWrittenAsEmpty() =>
        Line.Write(new TargetRun { Timestamp = DateTimeOffset.UnixEpoch, Target = null!, DurationSeconds = 1, ExitCode = 0 }).ShouldContain("\"target\":\"\",");

    [TestMethod]
    public void TextLongerThanAPieceKeepsItsSurrogatePairs()
    {
        foreach (var lead in new[] { 4094, 4095, 4096, 4097, 8191 }) RoundTrip(new string('a', lead) + "😀" + new string('\u0001', 5000) + "€");
    }

    [TestMethod]
    public void ReadersTakeEveryEscape()
    {
        Read("\"\\u00fc\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\"\\\\\"").ShouldBe("ü😀/\b\f\n\r\t\"\\");
        Read("\"\\ud83dx\\ude00\\ud83d\\u0041\"").ShouldBe("\ufffdx\ufffd\ufffdA");
        Read("\"ünï\\u0000\"").ShouldBe("ünï\0");
    }

    [TestMethod]
    [DataRow("\"a")]
    [DataRow("\"a\\\"")]
    [DataRow("\"a\nb\"")]
    [DataRow("\"\u0001\"")]
    [DataRow("\"\\x\"")]
    [DataRow("\"\\u12g4\"")]
    [DataRow("\"\\u123\"")]
    [DataRow("a")]
    [DataRow("'a'")]
    public void TextThatIsNoJsonIsRefused(string json)
    {
        var reader = new JsonLineReader(Encoding.UTF8.GetBytes(json));
        (reader.String(out _) && reader.End()).ShouldBeFalse();
        reader.Error.Reason.ShouldBe("not JSON");
    }

    private static void RoundTrip(string text)
    {
        var json = Written(text);
        JsonSerializer.Deserialize<string>(json).ShouldBe(Samples.Clean(text));
        Read(json).ShouldBe(Samples.Clean(text));
    }

    private static string Written(string text)
    {
        var writer = new LineWriter([]);
        writer.String(default, text);
        return Encoding.UTF8.GetString(writer.Written);
    }

    private static string Read(string json)
    {
        var reader = new JsonLineReader(Encoding.UTF8.GetBytes(json));
        reader.String(out var text).ShouldBeTrue();
        reader.End().ShouldBeTrue();
        return text;
    }

    private static string Expected(string text) => string.Concat(Samples.Clean(text).Select(c => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        < ' ' => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    }));
}
