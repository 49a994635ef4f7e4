using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace Telemetry.Tools.Generator.Tests;

[TestClass]
public sealed class OutputTests
{
    [TestMethod]
    public void EveryRealSchemaCompilesWithoutAWarningEvenWhenTheCodeIsNotSilenced()
    {
        var run = GeneratorRun.Of([.. Samples.Product(), .. Samples.EveryType()]);
        run.Diagnostics.ShouldBeEmpty();
        run.Result.GeneratedSources.Length.ShouldBeGreaterThan(10);
        run.LoudDiagnostics().ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow(LanguageVersion.CSharp11)]
    [DataRow(LanguageVersion.Latest)]
    public void EveryTypeCompilesInOlderLanguages(LanguageVersion version) => GeneratorRun.Of(version, hasRuntime: true, "", [.. Samples.EveryType()]).LoudDiagnostics().ShouldBeEmpty();

    [TestMethod]
    public void TheOutputDependsNeitherOnCultureNorOnPlace()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var sources = new List<string>();
            foreach (var (culture, folder) in new[] { (Strange(), "/one"), (CultureInfo.InvariantCulture, "C:\\two\\deeper"), (CultureInfo.InvariantCulture, "/one") })
            {
                CultureInfo.CurrentCulture = culture;
                var run = GeneratorRun.Of([.. Samples.EveryType().Append(ManyEvents.File(40)).Select(file => new SchemaText(folder + "/" + Path.GetFileName(file.Path), file.GetText().ToString()))]);
                sources.Add(string.Join("\n", run.Result.GeneratedSources.Select(source => source.HintName + "\n" + source.SourceText)));
            }

            sources[0].Length.ShouldBeGreaterThan(10_000);
            sources[1].ShouldBe(sources[0]);
            sources[2].ShouldBe(sources[0]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // Not a country's: the tests run without any, so that they are the same everywhere.
    private static CultureInfo Strange()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.NumberDecimalSeparator = "!";
        culture.NumberFormat.NumberGroupSeparator = "_";
        return culture;
    }

    [TestMethod]
    public void HostileWordsStayInsideTheirCommentsAndLiterals()
    {
        const string Words = """*/ </summary> <c x='1'> \" \\\\ \n \u2028 & ]]> {0} \\u0022""";
        var text = Samples.Deploy
            .Replace("One deployment.", Words, StringComparison.Ordinal)
            .Replace("\"service\": \"string\"", $$"""
                "class": { "type": "string", "description": "{{Words}}", "deprecated": "{{Words}}", "nullable": true }, "value": "int32", "reader": "int32", "error": "int32", "writer": "string", "line": "bool", "f0": "string", "System": "string", "Telemetry": "string", "deployed": "string", "stream": "string", "to_string": "string"
                """, StringComparison.Ordinal)
            .Replace("[\"ok\", \"failed\"]", $$"""["ok", "{{Words}}", "class", "a b", "", "7"]""", StringComparison.Ordinal);
        var run = GeneratorRun.Of(new SchemaText("/repo/deploy.telemetry.json", text));
        run.Diagnostics.Where(diagnostic => diagnostic.Contains("error", StringComparison.Ordinal)).ShouldBeEmpty();
        run.LoudDiagnostics().ShouldBeEmpty();
    }

    [TestMethod]
    public void MoreThan64FieldsAreAllSeen()
    {
        var fields = string.Join(",", Enumerable.Range(0, 150).Select(i => $"\"field_{i}\": \"int32\""));
        var run = GeneratorRun.Of(new SchemaText("/repo/deploy.telemetry.json", Samples.Deploy.Replace("\"service\": \"string\"", fields, StringComparison.Ordinal)));
        run.LoudDiagnostics().ShouldBeEmpty();
        run.Source("deploy").ShouldContain("seen2");
    }

    [TestMethod]
    public void OneSourceAFile() => GeneratorRun.Of(Samples.DeployFile, Samples.OtherFile).Result.GeneratedSources.Select(source => source.HintName).ShouldBe(["deploy.g.cs", "other.g.cs"], ignoreOrder: true);

    [TestMethod]
    public void AListOfStreamsIsMadeWhereItIsAskedFor()
    {
        var run = GeneratorRun.Of(LanguageVersion.CSharp12, hasRuntime: true, "Contoso.Streams", Samples.DeployFile, Samples.OtherFile);
        run.LoudDiagnostics().ShouldBeEmpty();
        run.Source("_index").ShouldContain("global::Contoso.Telemetry.Deployed.Stream");
    }

    [TestMethod]
    public void DroppedAndRedactedFieldsAreNowhereInTheCodeThatWrites()
    {
        var text = Samples.Deploy.Replace("\"service\": \"string\"", """
            "gone": { "type": "string", "privacy": "drop" }, "kept": { "type": "string", "privacy": "redact" }
            """, StringComparison.Ordinal);
        var source = GeneratorRun.Of(new SchemaText("/repo/deploy.telemetry.json", text)).Source("deploy");
        source.ShouldNotContain("Gone", Case.Sensitive);
        source.ShouldContain("public string? Kept { get; init; }");
        source.ShouldNotContain("value.Kept");
    }
}
