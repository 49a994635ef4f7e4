using System.Text.RegularExpressions;

namespace Telemetry.Tools.Packages.Tests;

/// <summary>docs/diagnostics.md, held against the numbers in the source.</summary>
[TestClass]
public sealed partial class DiagnosticsPageTests
{
    [TestMethod]
    public void EachNumberIsDefinedOnceAndExplainedOnceInOrder()
    {
        var defined = Sources().SelectMany(text => Definition().Matches(text)).Select(match => match.Value).Order(StringComparer.Ordinal).ToList();
        defined.Count.ShouldBeGreaterThan(150);
        defined.ShouldBeUnique();
        Heading().Matches(Page()).Select(match => match.Value).ShouldBe(defined);
    }

    [TestMethod]
    public void EachNumberLiesInARangeOfTheTable()
    {
        var ranges = Range().Matches(Page()).Select(match => (First: match.Groups[1].Value, Last: match.Groups[2].Value)).ToList();
        foreach (var number in Heading().Matches(Page()).Select(match => match.Value))
        {
            ranges.Count(range => string.CompareOrdinal(range.First, number) <= 0 && string.CompareOrdinal(number, range.Last) <= 0).ShouldBe(1, number);
        }
    }

    private static string Page() => File.ReadAllText(RepositoryFolder.PathTo("docs", "diagnostics.md"));

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(RepositoryFolder.PathTo("src"), "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".cs" or ".targets").Select(File.ReadAllText);

    // A constant, a descriptor or the first line of a message of C#; a warning or a message of MSBuild.
    [GeneratedRegex("""(?<=const string \w+ = "|= (?:Error|Warning)\("|^ +"|Code="|Text=")TEL[0-9]{4}(?="|: )""", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex("(?<=^### )TEL[0-9]{4}", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| \[(TEL[0-9]{4})–(TEL[0-9]{4})\]", RegexOptions.Multiline)]
    private static partial Regex Range();
}
