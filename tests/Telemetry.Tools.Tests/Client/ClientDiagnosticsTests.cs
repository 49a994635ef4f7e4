using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class ClientDiagnosticsTests
{
    [TestMethod]
    public void EveryDiagnosticOfTheClientIsOnThePageOnceAndNoOther()
    {
        var inCode = Numbers(File.ReadAllText(PathOf("src", "Telemetry.Tools", "Client", "ClientDiagnostics.cs")), "\"(TEL23[0-9]{2})\"");
        var onPage = Numbers(File.ReadAllText(PathOf("docs", "diagnostics.md")), "^### (TEL23[0-2][0-9]) ");

        inCode.Count.ShouldBeGreaterThan(5);
        inCode.ShouldBeUnique();
        onPage.ShouldBe(inCode.Order());
    }

    private static List<string> Numbers(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.Multiline).Select(match => match.Groups[1].Value)];

    private static string PathOf(params string[] parts) => Path.Combine([RepositoryRoot(), .. parts]);

    private static string RepositoryRoot([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
