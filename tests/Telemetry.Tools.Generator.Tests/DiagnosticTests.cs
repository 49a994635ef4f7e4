using Microsoft.CodeAnalysis.CSharp;

namespace Telemetry.Tools.Generator.Tests;

[TestClass]
public sealed class DiagnosticTests
{
    [TestMethod]
    public void ADiagnosticStandsAtItsLineAndColumn()
    {
        var text = Samples.Deploy.Replace("\"service\": \"string\"", "\"service\": \"strin\"", StringComparison.Ordinal);
        var lines = text.Split('\n');
        var line = Array.FindIndex(lines, found => found.Contains("\"strin\"", StringComparison.Ordinal));
        var run = GeneratorRun.Of(new SchemaText("/repo/deploy.telemetry.json", text));

        var diagnostic = run.Result.Diagnostics.ShouldHaveSingleItem();
        GeneratorRun.Show(diagnostic).ShouldStartWith($"/repo/deploy.telemetry.json({line + 1},{lines[line].IndexOf("\"strin\"", StringComparison.Ordinal) + 1}): error TEL0");
        text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length).ShouldBe("\"strin\"");
    }

    [TestMethod]
    public void ABrokenFieldDoesNotTakeTheRestAway()
    {
        var run = GeneratorRun.Of(new SchemaText("/repo/deploy.telemetry.json", Samples.Deploy.Replace("\"service\": \"string\"", "\"service\": \"strin\"", StringComparison.Ordinal)));
        run.Source("deploy").ShouldContain("record Deployed");
        run.Source("deploy").ShouldContain("Tags");
        run.LoudDiagnostics().ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("nonsense")]
    [DataRow("{")]
    [DataRow("[]")]
    [DataRow("{\"schema\":\"a\"}")]
    public void AFileThatIsNoSchemaIsReportedAndGeneratesNothing(string text)
    {
        var run = GeneratorRun.Of(new SchemaText("/repo/deploy.telemetry.json", text), Samples.OtherFile);
        run.Diagnostics.ShouldNotBeEmpty();
        run.Diagnostics.ShouldAllBe(diagnostic => diagnostic.StartsWith("/repo/deploy.telemetry.json(", StringComparison.Ordinal));
        run.Result.GeneratedSources.ShouldHaveSingleItem().HintName.ShouldBe("other.g.cs");
    }

    [TestMethod]
    public void TwoFilesOfOneStreamAreAnErrorAtTheNameInTheSecond()
    {
        var copy = new SchemaText("/repo/z.telemetry.json", Samples.Deploy);
        var run = GeneratorRun.Of(copy, Samples.DeployFile);
        run.Diagnostics.ShouldHaveSingleItem().ShouldBe("/repo/z.telemetry.json(2,13): error TEL0101: The stream 'deploy' has a schema already, deploy.telemetry.json: nothing is generated from this one. Give it another name, or take one file out of the project.");
        run.Result.GeneratedSources.ShouldHaveSingleItem();
        run.LoudDiagnostics().ShouldBeEmpty();
    }

    [TestMethod]
    public void TwoFilesThatMakeOneTypeAreAnErrorInTheSecond()
    {
        var copy = new SchemaText("/repo/z.telemetry.json", Samples.Deploy.Replace("\"deploy\"", "\"second\"", StringComparison.Ordinal));
        var run = GeneratorRun.Of(Samples.DeployFile, copy);
        run.Diagnostics.ShouldHaveSingleItem().ShouldStartWith("/repo/z.telemetry.json(2,13): error TEL0102: The type 'Contoso.Telemetry.Deployed' is generated from deploy.telemetry.json already");
        run.LoudDiagnostics().ShouldBeEmpty();
    }

    [TestMethod]
    public void AnOldLanguageIsOneErrorInsteadOfMany()
    {
        var run = GeneratorRun.Of(LanguageVersion.CSharp10, hasRuntime: true, "", Samples.DeployFile, Samples.OtherFile);
        run.Diagnostics.ShouldHaveSingleItem().ShouldContain("error TEL0103");
        run.Result.GeneratedSources.ShouldBeEmpty();
    }

    [TestMethod]
    public void AMissingRuntimeIsOneErrorInsteadOfMany()
    {
        var run = GeneratorRun.Of(LanguageVersion.CSharp12, hasRuntime: false, "", Samples.DeployFile);
        run.Diagnostics.ShouldHaveSingleItem().ShouldContain("error TEL0104");
        run.Result.GeneratedSources.ShouldBeEmpty();
    }

    [TestMethod]
    public void WithoutSchemasThereIsNothingToSay()
    {
        var run = GeneratorRun.Of(LanguageVersion.CSharp7, hasRuntime: false, "", new SchemaText("/repo/notes.json", "{}"));
        run.Diagnostics.ShouldBeEmpty();
        run.Result.GeneratedSources.ShouldBeEmpty();
    }
}
