using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Telemetry.Tools.MSBuild.Tests;

[TestClass]
public sealed class BuildDiagnosticsTests
{
    [TestMethod]
    public void EachMessageStandsOnThePageAndNoOther()
    {
        var said = Directory.GetFiles(Path.GetDirectoryName(BuildWorld.Targets)!).SelectMany(file => Numbers(File.ReadAllText(file), "TEL1[0-9]{3}")).Distinct();
        var explained = Numbers(File.ReadAllText(Page()), "(?<=^### )TEL1[0-9]{3}");
        explained.ShouldNotBeEmpty();
        said.Order(StringComparer.Ordinal).ShouldBe(explained.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Numbers(string text, string pattern) => Regex.Matches(text, pattern, RegexOptions.Multiline).Select(match => match.Value);

    private static string Page([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", "diagnostics.md");
}
