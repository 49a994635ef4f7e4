using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Steps = Telemetry.Tools.Generator.TelemetryGenerator.Steps;

namespace Telemetry.Tools.Generator.Tests;

[TestClass]
public sealed class IncrementalTests
{
    private static readonly string[] AllSteps = [Steps.Files, Steps.Models, Steps.Claims, Steps.Conflicts, Steps.Facts, Steps.Accepted, Steps.Sources, Steps.Index, Steps.Diagnostics];

    private static readonly IncrementalStepRunReason[] Kept = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    [TestMethod]
    public void AnEditInUnrelatedCodeLeavesEverythingCached()
    {
        var run = GeneratorRun.Of(Samples.DeployFile, Samples.OtherFile, ManyEvents.File(40)).EditCode("class A { int _edited; }");

        foreach (var step in AllSteps)
        {
            run.Reasons(step).ShouldNotBeEmpty(step);
            run.Reasons(step).ShouldAllBe(reason => Kept.Contains(reason), step);
        }

        foreach (var step in AllSteps.Except([Steps.Facts])) run.Reasons(step).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached, step);
        run.OutputReasons.ShouldNotBeEmpty();
        run.OutputReasons.ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
    }

    [TestMethod]
    public void WhiteSpaceAndCommentsInASchemaChangeNoSource()
    {
        var edited = new SchemaText(Samples.DeployFile.Path, Samples.Deploy.Replace("\"events\"", "\n\n  // said twice\n  \"events\" ", StringComparison.Ordinal).Replace("\"failed\"]", "\"failed\" , ]", StringComparison.Ordinal));

        var run = GeneratorRun.Of(Samples.DeployFile, Samples.OtherFile).EditFile(Samples.DeployFile, edited);

        run.Reasons(Steps.Models).ShouldAllBe(reason => Kept.Contains(reason));
        run.Reasons(Steps.Sources).ShouldAllBe(reason => Kept.Contains(reason));
        SourceOutputs(run).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
    }

    [TestMethod]
    public void AFileThatIsNoSchemaChangesNothing()
    {
        var run = GeneratorRun.Of(Samples.DeployFile).AddFile(new SchemaText("/repo/notes.json", "{}"));

        foreach (var step in AllSteps) run.Reasons(step).ShouldAllBe(reason => Kept.Contains(reason), step);
        run.OutputReasons.ShouldAllBe(reason => Kept.Contains(reason));
    }

    [TestMethod]
    public void AnotherSchemaLeavesTheFirstAsItIs()
    {
        var run = GeneratorRun.Of(Samples.DeployFile).AddFile(Samples.OtherFile);

        run.Reasons(Steps.Files).Count(reason => Kept.Contains(reason)).ShouldBe(1);
        run.Reasons(Steps.Sources).Count(reason => Kept.Contains(reason)).ShouldBe(1);
        run.Result.GeneratedSources.Length.ShouldBe(2);
    }

    [TestMethod]
    public void OneMoreFieldChangesItsOwnSourceOnly()
    {
        var edited = new SchemaText(Samples.DeployFile.Path, Samples.Deploy.Replace("\"service\": \"string\",", "\"service\": \"string\", \"region\": \"string\",", StringComparison.Ordinal));

        var run = GeneratorRun.Of(Samples.DeployFile, Samples.OtherFile).EditFile(Samples.DeployFile, edited);

        run.Reasons(Steps.Sources).Count(reason => reason == IncrementalStepRunReason.Modified).ShouldBe(1);
        run.Reasons(Steps.Sources).Count(reason => Kept.Contains(reason)).ShouldBe(1);
        run.Reasons(Steps.Conflicts).ShouldAllBe(reason => Kept.Contains(reason));
        run.Source("deploy").ShouldContain("required string Region");
        run.Source("other").ShouldNotContain("Region");
    }

    [TestMethod]
    public void NothingOfACompilationEntersASteps()
    {
        var broken = new SchemaText("/repo/broken.telemetry.json", Samples.Deploy.Replace("\"string\"", "\"strin\"", StringComparison.Ordinal));
        var run = GeneratorRun.Of([.. Samples.Product(), .. Samples.EveryType(), broken, Samples.DeployFile, ManyEvents.File(40)]);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var step in AllSteps)
        {
            var outputs = run.Result.TrackedSteps[step].SelectMany(found => found.Outputs).ToList();
            outputs.ShouldNotBeEmpty(step);
            foreach (var output in outputs) Walk(output.Value, step, seen);
        }

        seen.Count.ShouldBeGreaterThan(1000);
    }

    [TestMethod]
    public void TheWalkFindsWhatItLooksFor()
    {
        var symbol = GeneratorRun.Of(Samples.DeployFile).Output.GetSpecialType(SpecialType.System_Int32);
        Should.Throw<ShouldAssertException>(() => Walk(new Tuple<string, object>("a", new List<object> { symbol }), "test", new(ReferenceEqualityComparer.Instance)));
    }

    private static IEnumerable<IncrementalStepRunReason> SourceOutputs(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.SelectMany(step => step.Value).Where(step => step.Inputs.Any(input => input.Source.Name == Steps.Sources)).SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value)) return;
        (value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or Diagnostic or SemanticModel or AdditionalText or Microsoft.CodeAnalysis.Text.SourceText).ShouldBeFalse($"{value.GetType()} in {path}");
        if (value is IEnumerable items)
        {
            foreach (var item in items) Walk(item, path + "[]", seen);
            return;
        }

        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }
}
