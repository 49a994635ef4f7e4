using System.Text;

namespace Telemetry.Tools.Tests.Json;

/// <summary>Which member stands in a line: texts of up to eight bytes are compared as words, others byte for byte.</summary>
[TestClass]
public sealed class EnumNamesTests
{
    private const int Longest = 20;
    private const string Before = "{\"kind\":\"";

    // Behind the text stands more of the line, or nothing at all.
    private static readonly string[] Ends = ["", "\"}", "\",\"next\":\"value\"}"];

    [TestMethod]
    public void AMemberIsFoundWhereverItStands()
    {
        foreach (var (text, others) in Cases())
        {
            string[] all = [.. others, text];
            for (var place = 0; place < all.Length; place++)
            {
                (all[place], all[^1]) = (all[^1], all[place]);
                Find(new EnumNames(all), text).ShouldAllBe(member => member == place, $"'{text}' as {place} of {all.Length}");
                (all[place], all[^1]) = (all[^1], all[place]);
            }
        }
    }

    [TestMethod]
    public void ATextThatDiffersInOneByteIsNoMember()
    {
        foreach (var (text, others) in Cases())
        {
            var names = new EnumNames([.. others, text]);
            for (var at = 0; at < text.Length; at++)
            {
                foreach (var letter in "Z~é")
                {
                    var other = text.Remove(at, 1).Insert(at, letter.ToString());
                    Find(names, other).ShouldAllBe(member => member == -1, other);
                }
            }
        }
    }

    [TestMethod]
    public void PartsOfAMemberAndTextsThatBeginWithOneAreNone()
    {
        foreach (var (text, others) in Cases())
        {
            var names = new EnumNames([.. others, text]);
            if (text.Length > 0) Find(names, text[..^1]).ShouldAllBe(member => member == -1, text);
            if (text.Length > 1) Find(names, text[1..]).ShouldAllBe(member => member == -1, text);
            Find(names, text + "x").ShouldAllBe(member => member == -1, text);
        }
    }

    [TestMethod]
    public void ManyMembersAndTextsBeyondAsciiAreFound()
    {
        string[] texts = [.. Enumerable.Range(0, 40).Select(i => $"é{i}")];
        for (var count = 1; count <= texts.Length; count++)
        {
            var names = new EnumNames(texts[..count]);
            for (var i = 0; i < texts.Length; i++) Find(names, texts[i]).ShouldAllBe(member => member == (i < count ? i : -1), $"{texts[i]} of {count}");
        }
    }

    // Each length, among members that are all short and among some that are not; none of them begins or ends another.
    private static IEnumerable<(string Text, string[] Others)> Cases()
    {
        for (var length = 0; length <= Longest; length++)
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + i)));
            yield return (text, []);
            yield return (text, ["0", "10", "200", "4000", "80000", "7654321", "87654321"]);
            yield return (text, ["0", "a text that is no word"]);
        }
    }

    private static IEnumerable<int> Find(EnumNames names, string text) => Ends.Select(end =>
        names.IndexOf(Encoding.UTF8.GetBytes(Before + text + end), Before.Length, Encoding.UTF8.GetByteCount(text)));
}
