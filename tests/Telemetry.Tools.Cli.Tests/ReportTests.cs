using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class ReportTests
{
    [TestMethod]
    public void JsonHasTheDocumentedKeys()
    {
        using var world = Recorded();
        var report = JsonDocument.Parse(world.InStore("report", "jobs", "--format", "json").ShouldSucceed().Out).RootElement;
        report.EnumerateObject().Select(p => p.Name).ShouldBe(["stream", "since", "until", "events", "rejected", "rejected_lines", "summary", "sections"]);
        report.GetProperty("events").GetInt64().ShouldBe(4);
        report.GetProperty("summary").GetProperty("success_rate").GetDouble().ShouldBe(0.75);
        var section = report.GetProperty("sections")[0];
        section.EnumerateObject().Select(p => p.Name).ShouldBe(["id", "title", "chart", "columns", "rows"]);
        section.GetProperty("rows")[0][0].GetString().ShouldBe("compile");
        section.GetProperty("rows")[0][1].GetInt64().ShouldBe(3);
    }

    [TestMethod]
    public void WithoutANameTheStreamWrittenLastIsTakenAndNamed()
    {
        using var world = Recorded();
        world.Recorded(Samples.Jobs.Replace("\"jobs\"", "\"older\""), "older", Samples.Job("a"));
        File.SetLastWriteTimeUtc(Path.Combine(world.Store, "older", "older.jsonl"), DateTime.UtcNow.AddDays(-1));
        var run = world.InStore("report", "--format", "json").ShouldSucceed();
        run.Error.ShouldContain("Stream: jobs (written last; others: older)");
        JsonDocument.Parse(run.Out).RootElement.GetProperty("stream").GetString().ShouldBe("jobs");
    }

    [TestMethod]
    public void AnEmptyStoreReportsNoBuildsAndSaysWhatToDo()
    {
        using var world = new ToolWorld();
        var run = world.InStore("report").ShouldSucceed();
        run.Out.ShouldStartWith("build, all time, no events\n");
        run.Out.ShouldContain("dotnet telemetry status");
    }

    [TestMethod]
    public void AnUnknownStreamNamesTheNearestAndAllThereAre()
    {
        using var world = Recorded();
        var run = world.InStore("report", "jbos").ShouldFail(2, "TEL9002");
        run.Error.ShouldContain("Did you mean 'jobs'? Recorded here: jobs.");
    }

    [TestMethod]
    public void PeriodAndConditionsChooseEvents()
    {
        using var world = Recorded();
        Events(world, "--since", "2026-11-20").ShouldBe(2);
        Events(world, "--since", "30h").ShouldBe(2);
        Events(world, "--until", "2026-11-18").ShouldBe(1);
        Events(world, "--where", "name=compile", "exit_code=0").ShouldBe(3);
        Events(world, "--where", "name=compile", "--where", "duration_seconds>2").ShouldBe(2);
    }

    [TestMethod]
    public void ByAddsASection()
    {
        using var world = Recorded();
        var report = JsonDocument.Parse(world.InStore("report", "jobs", "--by", "exit_code", "--format", "json").ShouldSucceed().Out).RootElement;
        report.GetProperty("sections").EnumerateArray().Select(s => s.GetProperty("id").GetString()).ShouldContain("by-exit-code");
    }

    [TestMethod]
    public void AnUnknownFieldIsAUsageErrorWithTheNearest()
    {
        using var world = Recorded();
        world.InStore("report", "jobs", "--by", "nmae").ShouldFail(2, "TEL2102").Error.ShouldContain("name");
    }

    [TestMethod]
    public void OneSectionCanBeAskedFor()
    {
        using var world = Recorded();
        world.InStore("report", "jobs", "--section", "job-count", "--format", "csv").ShouldSucceed().Out.ShouldBe("name,count\ncompile,3\ncheck,1\n");
        world.InStore("report", "jobs", "--section", "job-cuont").ShouldFail(2, "TEL9001").Error.ShouldContain("Did you mean 'job-count'?");
    }

    [TestMethod]
    public void CsvOfSeveralSectionsIsOneTable()
    {
        using var world = Recorded();
        var lines = world.InStore("report", "jobs", "--format", "csv").ShouldSucceed().Out.TrimEnd('\n').Split('\n');
        lines[0].ShouldStartWith("section,name,count,");
        lines.ShouldContain(line => line.StartsWith("job-count,compile,3,", StringComparison.Ordinal));
        lines.Select(line => line.Count(c => c == ',')).Distinct().Count().ShouldBe(1);
    }

    [TestMethod]
    public void OutputFileIsWrittenWholeAndNothingIsLeftBeside()
    {
        using var world = Recorded();
        world.Write("report.md", "old");
        var run = world.InStore("report", "jobs", "--format", "markdown", "-o", "report.md").ShouldSucceed();
        run.Out.ShouldBeEmpty();
        run.Error.ShouldContain($"Wrote {world.PathTo("report.md")}");
        File.ReadAllText(world.PathTo("report.md")).ShouldStartWith("# jobs\n");
        Directory.GetFiles(world.Repository).Length.ShouldBe(1);
    }

    [TestMethod]
    public void AnOutputInAMissingFolderIsAnErrorWithTheCommandThatHelps()
    {
        using var world = Recorded();
        world.InStore("report", "jobs", "-o", "missing/report.txt").ShouldFail(1, "TEL9004").Error.ShouldContain("mkdir -p");
    }

    [TestMethod]
    public void AFullDiskIsAnErrorAndLeavesNothing()
    {
        if (!File.Exists("/dev/full")) Assert.Inconclusive("needs /dev/full");
        using var world = Recorded();
        world.InStore("report", "jobs", "-o", "/dev/full").ShouldFail(1, "TEL9004");
    }

    [TestMethod]
    public void PngWritesOneFileASection()
    {
        using var world = Recorded();
        var run = world.InStore("report", "jobs", "--png", "charts", "--font", "builtin", "--section", "job-count").ShouldSucceed();
        run.Error.ShouldContain($"Wrote 1 chart to {world.PathTo("charts")}");
        File.ReadAllBytes(world.PathTo("charts", "job-count.png"))[..4].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
    }

    [TestMethod]
    public void RejectedLinesAreMentionedWithTheCommandThatShowsThem()
    {
        using var world = Recorded().Recorded(Samples.Jobs, "jobs", "broken");
        world.InStore("report", "jobs").ShouldSucceed().Out.ShouldContain("! 1 line is no valid event and was left out (TEL2107). Which one:\n  dotnet telemetry report jobs --format json\n");
    }

    private static ToolWorld Recorded() => new ToolWorld().Recorded(Samples.Jobs, "jobs", Samples.FourJobs);

    private static long Events(ToolWorld world, params string[] options) =>
        JsonDocument.Parse(world.InStore(["report", "jobs", "--format", "json", .. options]).ShouldSucceed().Out).RootElement.GetProperty("events").GetInt64();
}
