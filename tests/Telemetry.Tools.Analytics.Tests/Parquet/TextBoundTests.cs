using System.Text;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class TextBoundTests
{
    [TestMethod]
    public void AShortTextIsItsOwnBound()
    {
        var text = Encoding.UTF8.GetBytes(new string('x', TextBound.Longest));
        TextBound.Below(text).ShouldSatisfy(text, isExact: true);
        TextBound.Above(text)!.ShouldSatisfy(text, isExact: true);
    }

    [TestMethod]
    [DataRow("aaa", "aab")]
    [DataRow("aa\u007F", "aa\u0080")]
    [DataRow("aaé", "aaê")]
    [DataRow("aa\uD7FF", "aa\uE000")]
    [DataRow("aa\uFFFF", "aa\U00010000")]
    [DataRow("aa\U0010FFFF", "ab")]
    public void TheLastLetterThatCanBeRaisedIs(string end, string raised)
    {
        var start = new string('x', TextBound.Longest - Encoding.UTF8.GetByteCount(end));
        TextBound.Above(Encoding.UTF8.GetBytes(start + end + "zz"))!.ShouldSatisfy(Encoding.UTF8.GetBytes(start + raised), isExact: false);
    }

    [TestMethod]
    public void NoLetterIsCut()
    {
        var start = new string('x', TextBound.Longest - 1);
        TextBound.Below(Encoding.UTF8.GetBytes(start + "€uro")).ShouldSatisfy(Encoding.UTF8.GetBytes(start), isExact: false);
    }

    [TestMethod]
    public void LettersThatCannotBeRaisedHaveNothingAbove() =>
        TextBound.Above(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("\U0010FFFF", 20)))).ShouldBeNull();

    [TestMethod]
    public void RandomTextsLieBetweenTheirBounds()
    {
        var random = new Random(3);
        for (var i = 0; i < 2000; i++)
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(10, 60)).Select(_ => Letter(random))));
            TextBound.Below(text).Bytes.AsSpan().SequenceCompareTo(text).ShouldBeLessThanOrEqualTo(0);
            if (TextBound.Above(text) is not { } above) continue;
            above.Bytes.AsSpan().SequenceCompareTo(text).ShouldBeGreaterThanOrEqualTo(0);
            System.Text.Unicode.Utf8.IsValid(above.Bytes).ShouldBeTrue();
        }
    }

    private static string Letter(Random random) => char.ConvertFromUtf32(random.Next(5) switch { 0 => 0x10FFFF, 1 => 0x7F, 2 => 0x7FF, 3 => 0xD7FF, _ => random.Next(0xE000, 0x10FFFF) });
}

file static class BoundAssertions
{
    public static void ShouldSatisfy(this ValueBound bound, byte[] bytes, bool isExact)
    {
        bound.Bytes.ShouldBe(bytes);
        bound.IsExact.ShouldBe(isExact);
    }
}
