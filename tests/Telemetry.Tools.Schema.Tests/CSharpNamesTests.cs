namespace Telemetry.Tools.Schema.Tests;

[TestClass]
public sealed class CSharpNamesTests
{
    [TestMethod]
    [DataRow("exit_code", "ExitCode")]
    [DataRow("exit-code", "ExitCode")]
    [DataRow("exitCode", "ExitCode")]
    [DataRow("ExitCode", "ExitCode")]
    [DataRow("EXIT_CODE", "ExitCode")]
    [DataRow("promptID", "PromptID")]
    [DataRow("gen_ai.usage.input_tokens", "GenAiUsageInputTokens")]
    [DataRow("$type", "Type")]
    [DataRow("@timestamp", "Timestamp")]
    [DataRow("5m_tokens", "_5mTokens")]
    [DataRow("cache_write_5m_tokens", "CacheWrite5mTokens")]
    [DataRow("v1_2", "V1_2")]
    [DataRow("v12", "V12")]
    [DataRow("__a__b__", "AB")]
    [DataRow("class", "Class")]
    public void NamesAreMadeInPascalCase(string name, string expected) => CSharpNames.Pascal(name).ShouldBe(expected);

    [TestMethod]
    [DataRow("plan", "Plan")]
    [DataRow("up to date", "UpToDate")]
    [DataRow("+", "U002B")]
    [DataRow("", "Empty")]
    [DataRow("5h", "_5h")]
    [DataRow("text", "TextValue")]
    [DataRow("kind", "KindValue")]
    public void EveryValueOfAnEnumHasAName(string value, string expected) => CSharpNames.EnumValue(value, "Kind").ShouldBe(expected);

    [TestMethod]
    [DataRow("Contoso.Telemetry", true)]
    [DataRow("_a.B1", true)]
    [DataRow("1a", false)]
    [DataRow("a.", false)]
    [DataRow("", false)]
    [DataRow("a-b", false)]
    public void NamespacesAreIdentifiersWithDots(string name, bool isValid) => CSharpNames.IsNamespace(name).ShouldBe(isValid);
}
