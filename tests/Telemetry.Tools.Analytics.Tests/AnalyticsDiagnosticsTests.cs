using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed partial class AnalyticsDiagnosticsTests
{
    [TestMethod]
    public void ThePageDescribesEveryNumberAndNoOther() =>
        OnPage().ShouldBe(InCode(typeof(AnalyticsDiagnostics)).Concat(InCode(typeof(UsageDiagnostics))).Concat(InCode(typeof(PushDiagnostics))));

    private static IEnumerable<string> InCode(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> OnPage() => Heading().Matches(File.ReadAllText(PathOf())).Select(match => match.Groups[1].Value);

    private static string PathOf([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "docs", "diagnostics.md");

    [GeneratedRegex("^### (TEL2(?:[12][0-9]|3[34])[0-9]) ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
