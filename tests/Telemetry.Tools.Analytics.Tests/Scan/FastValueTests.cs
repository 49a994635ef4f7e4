using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>The readers that look at many bytes at once say what the runtime's own say, or that they do not know.</summary>
[TestClass]
public sealed class FastValueTests
{
    [TestMethod]
    public void IntegersOfEveryLengthAreWhatTheySay()
    {
        for (var length = 1; length <= 18; length++)
        {
            foreach (var text in (string[])["1234567890123456789"[..length], "9999999999999999999"[..length], "-" + "8070605040302010"[..Math.Min(length, 16)]])
            {
                foreach (var behind in (string[])[",", "}", "/1", ":1", "e1", "\u00ff", "\n"])
                {
                    ReadInteger(text + behind, out var number).ShouldBe(text.Length, text + behind);
                    number.ShouldBe(long.Parse(text, CultureInfo.InvariantCulture));
                }
            }
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-")]
    [DataRow("+1")]
    [DataRow("01")]
    [DataRow("-01")]
    [DataRow("00000001")]
    [DataRow("1234567890123456789")]
    [DataRow("x1")]
    public void WhatIsNoIntegerIsLeftToOthers(string text) => ReadInteger(text + ",", out _).ShouldBe(-1);

    [TestMethod]
    [DataRow("2026-02-18T00:00:00.000Z")]
    [DataRow("2026-02-18T23:59:59.999Z")]
    [DataRow("2026-02-18T19:09:59.001Z")]
    [DataRow("2024-02-29T12:34:56.789Z")]
    [DataRow("2026-02-18T12:34:56Z")]
    [DataRow("2026-02-18T12:34:56.1Z")]
    [DataRow("2026-02-18T12:34:56.123456Z")]
    [DataRow("2026-02-18T12:34:56.123+00:00")]
    public void TimesAreWhatTheySay(string text)
    {
        var clock = new FastClock();
        ReadTime(clock, text, out var micros).ShouldBe(text.Length + 1);
        micros.ShouldBe(BucketMath.ToMicros(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)));
    }

    [TestMethod]
    [DataRow("2026-02-18T24:00:00.000Z")]
    [DataRow("2026-02-18T29:00:00.000Z")]
    [DataRow("2026-02-18T30:00:00.000Z")]
    [DataRow("2026-02-18T12:60:00.000Z")]
    [DataRow("2026-02-18T12:00:60.000Z")]
    [DataRow("2026-02-18 12:00:00.000Z")]
    [DataRow("2026-02-18T12-00:00.000Z")]
    [DataRow("2026-02-18T12:00:00,000Z")]
    [DataRow("2026-02-18T12:00:00.0:0Z")]
    [DataRow("2026-02-18T12:00:00.000z")]
    [DataRow("2026-02-30T12:00:00.000Z")]
    [DataRow("2026-02-18T12:00:00.000+01:00")]
    public void OtherTimesAreLeftToOthers(string text) => ReadTime(new FastClock(), text, out _).ShouldBe(-1);

    [TestMethod]
    public void TextsThatDifferInOneByteHaveNumbersOfTheirOwn()
    {
        var index = new TextIndex();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var round = 0; round < 2; round++)
        {
            for (var length = 0; length <= 40; length++)
            {
                for (var at = -1; at < length; at++)
                {
                    var text = new StringBuilder(new string('a', length));
                    if (at >= 0) text[at] = 'b';
                    var number = index.GetOrAdd(Encoding.UTF8.GetBytes(text.ToString()));
                    if (round == 0) known.TryAdd(text.ToString(), number).ShouldBeTrue();
                    else number.ShouldBe(known[text.ToString()]);
                }
            }
        }

        known.Values.Order().ShouldBe(Enumerable.Range(0, known.Count));
    }

    [TestMethod]
    [DataRow("\"", 0)]
    [DataRow("\\\"", -1)]
    [DataRow("\n", -1)]
    [DataRow("\u00ff\"", -1)]
    public void TheEndOfATextIsFoundHoweverFarItIs(string end, int after)
    {
        for (var start = 0; start < 70; start++)
        {
            for (var length = 0; length < 200; length++)
            {
                var window = Window(new string('x', start + length) + end);
                var marks = new byte[TextMarks.SizeFor(window.Length)];
                TextMarks.Make(window.AsSpan(0, window.Length & ~63), marks);
                FastText.EndOfString(ref MemoryMarshal.GetArrayDataReference(window), ref MemoryMarshal.GetArrayDataReference(marks), start)
                    .ShouldBe(after < 0 ? after : start + length);
            }
        }
    }

    [TestMethod]
    public void MarksAreTheSameHoweverManyAreMadeAtOnce()
    {
        byte[] window = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        byte[] wide = new byte[32], narrow = new byte[32];
        TextMarks.MakeWide(window, wide);
        TextMarks.MakeNarrow(window, narrow);
        for (var i = 0; i < 256; i++) ((wide[i / 8] >> (i % 8)) & 1).ShouldBe(i is < 0x20 or '"' or '\\' or >= 0x80 ? 1 : 0, $"byte {i}");
        narrow.ShouldBe(wide);
    }

    private static int ReadInteger(string text, out long value)
    {
        var window = Window(text);
        return FastText.ReadInteger(ref MemoryMarshal.GetArrayDataReference(window), 0, out value);
    }

    private static int ReadTime(FastClock clock, string text, out long micros)
    {
        var window = Window(text + "\"");
        return clock.Read(ref MemoryMarshal.GetArrayDataReference(window), 0, out micros);
    }

    private static byte[] Window(string text)
    {
        var window = new byte[text.Length + LineBuffer.Padding];
        window.AsSpan().Fill((byte)'\n');
        Encoding.Latin1.GetBytes(text, window);
        return window;
    }
}
