using System.Reflection;
using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class ServerDiagnosticsTests
{
    [TestMethod]
    public void EachNumberIsExplainedOnThePageAndUsedOnce()
    {
        var ids = typeof(ServerDiagnostics).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToList();
        ids.Count.ShouldBeGreaterThan(15);
        ids.ShouldBeUnique();
        var page = File.ReadAllText(PageOf());
        foreach (var id in ids) page.ShouldContain($"\n### {id} ");
    }

    private static string PageOf([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", "diagnostics.md");
}
