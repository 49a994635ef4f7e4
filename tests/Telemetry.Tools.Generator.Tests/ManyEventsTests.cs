using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Steps = Telemetry.Tools.Generator.TelemetryGenerator.Steps;

namespace Telemetry.Tools.Generator.Tests;

[TestClass]
public sealed class ManyEventsTests
{
    private const int Many = SourceSplit.MaxWhole + 4;

    [TestMethod]
    [DataRow(SourceSplit.MaxWhole, 1)]
    [DataRow(SourceSplit.MaxWhole + 1, SourceSplit.MaxWhole + 3)]
    [DataRow(SourceSplit.MaxSources, SourceSplit.MaxSources + 2)]
    [DataRow(SourceSplit.MaxSources + 1, (SourceSplit.MaxSources / 2) + 3)]
    public void ALargeSchemaIsASourceForEachEventUntilNeighboursShareOne(int events, int sources)
    {
        var run = GeneratorRun.Of(ManyEvents.File(events));
        run.Result.GeneratedSources.Length.ShouldBe(sources);
        var all = string.Concat(run.Result.GeneratedSources.Select(source => source.SourceText));
        for (var i = 0; i < events; i++) all.ShouldContain($"record Event{i} :");
    }

    [TestMethod]
    [DataRow(Many)]
    [DataRow(SourceSplit.MaxSources + 1)]
    public void ALargeSchemaCompilesWithoutAWarning(int events)
    {
        var run = GeneratorRun.Of(ManyEvents.File(events));
        run.Diagnostics.ShouldBeEmpty();
        run.LoudDiagnostics().ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(Many)]
    [DataRow(SourceSplit.MaxSources + 1)]
    public void EventsComeBackThroughTheReaderOfTheirBase(int events)
    {
        var last = events - 1;
        var run = GeneratorRun.Of(ManyEvents.File(events)).EditCode($$"""
            using System;
            using Contoso.Many;
            using Telemetry.Tools;

            public static class Probe
            {
                public static string Run()
                {
                    var found = new Event{{last}}
                    {
                        At = DateTimeOffset.UnixEpoch, Level = ManyLevel.High, Channel = ManyChannel.Shell, User = "ada", Own{{last}} = 7, State = Event{{last}}State.Failed,
                        Host = new ManyHost { Name = "a", System = ManyHostSystem.Mac }, Steps = new[] { new Event{{last}}StepsItem { Title = "t", Result = Event{{last}}StepsItemResult.No } },
                    };
                    var writer = new LineWriter(new byte[4096]);
                    ManyEvent.WriteJson(found, ref writer);
                    var line = writer.Written.ToArray();
                    var status = ManyEvent.ReadJson(line, out var read, out _);
                    var other = Event0.ReadJson(line, out _, out _);
                    var again = new LineWriter(new byte[4096]);
                    ManyEvent.WriteJson(read!, ref again);
                    var isSame = again.Written.SequenceEqual(line) && ReferenceEquals(Event0.Stream, ManyEvent.Stream);
                    return $"{status} {other} {isSame} {read!.GetType().Name} {((Event{{last}})read).Own{{last}}} {read.Level} {read.Channel} {((Event{{last}})read).State}";
                }
            }
            """);

        Load(run.Output).GetType("Probe")!.GetMethod("Run")!.Invoke(null, null).ShouldBe($"Event OtherEvent True Event{last} 7 High shell failed");
    }

    [TestMethod]
    public void AnEditOfOneEventPrintsThatEventAndTheSchemaAgainAndNothingElse()
    {
        var before = ManyEvents.File(Many);

        var run = GeneratorRun.Of(before).EditFile(before, ManyEvents.File(Many, ManyEvents.Rename(5)));

        Changed(run).ShouldBe(["many+5.g.cs", "many.g.cs"], ignoreOrder: true);
        run.Source("many+5").ShouldContain("int Other5");
        run.Source("many").ShouldContain("other_5");
        run.LoudDiagnostics().ShouldBeEmpty();
    }

    [TestMethod]
    public void WhatNoEventDependsOnPrintsNoEventAgain()
    {
        var before = ManyEvents.File(Many);

        var run = GeneratorRun.Of(before).EditFile(before, ManyEvents.File(Many, text => text.Replace("\"1-0-0\"", "\"1-0-1\", \"owner\": \"ops\"", StringComparison.Ordinal)));

        Changed(run).ShouldBe(["many.g.cs"]);
        run.Source("many").ShouldContain("version 1-0-1.");
    }

    [TestMethod]
    public void ACommonFieldIsInEveryEvent()
    {
        var before = ManyEvents.File(Many);

        var run = GeneratorRun.Of(before).EditFile(before, ManyEvents.File(Many, text => text.Replace("\"level\"", "\"severity\"", StringComparison.Ordinal)));

        Changed(run).Count.ShouldBe(Many + 2);
        run.LoudDiagnostics().ShouldBeEmpty();
    }

    [TestMethod]
    public void WhiteSpaceChangesNoSource()
    {
        var before = ManyEvents.File(Many);
        Changed(GeneratorRun.Of(before).EditFile(before, ManyEvents.File(Many, text => text.Replace("\"events\"", "\n\n  \"events\"", StringComparison.Ordinal)))).ShouldBeEmpty();
    }

    // Names of the sources that were printed again; all others are held against being printed anyway.
    private static List<string> Changed(GeneratorRun run)
    {
        var sources = run.Result.TrackedSteps[Steps.Sources].SelectMany(step => step.Outputs).ToList();
        var outputs = run.Result.TrackedOutputSteps.SelectMany(step => step.Value).Where(step => step.Inputs.Any(input => input.Source.Name == Steps.Sources)).SelectMany(step => step.Outputs).ToList();
        var changed = sources.Where(output => output.Reason == IncrementalStepRunReason.Modified).Select(output => ((SourceModel)output.Value).HintName).ToList();
        outputs.Count(output => output.Reason != IncrementalStepRunReason.Cached).ShouldBe(changed.Count);
        outputs.Count.ShouldBe(sources.Count);
        return changed;
    }

    private static Assembly Load(Compilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        result.Success.ShouldBeTrue(string.Join("\n", result.Diagnostics));
        stream.Position = 0;
        var context = new AssemblyLoadContext("generated", isCollectible: true);
        context.Resolving += (_, name) => name.Name == typeof(LineWriter).Assembly.GetName().Name ? typeof(LineWriter).Assembly : null;
        return context.LoadFromStream(stream);
    }
}
