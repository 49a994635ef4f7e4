using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class AnalyzeTests
{
    [TestMethod]
    public void TheAnswerForProgramsHoldsFindingsAndFiles()
    {
        using var world = Failing();
        var answer = JsonDocument.Parse(world.InStore("analyze", "--format", "json").ShouldSucceed().Out).RootElement;
        var finding = answer.GetProperty("findings").EnumerateArray().ShouldHaveSingleItem();
        finding.EnumerateObject().Select(property => property.Name).ShouldBe(
            ["type", "severity", "stream", "subject", "first", "last", "count", "message", "recommended_action"]);
        (finding.GetProperty("subject").GetString(), finding.GetProperty("count").GetInt64()).ShouldBe(("codegen-v1", 3));
        var file = answer.GetProperty("proposals").EnumerateArray().ShouldHaveSingleItem().GetString();
        file.ShouldBe(Path.Combine(world.Store, "prompt-runs", "proposals", "codegen-v1-proposal.yaml"));
        File.ReadAllText(file!).ShouldContain("prompt_id: \"codegen-v1\"");
        answer.GetProperty("resolved").GetArrayLength().ShouldBe(0);
        world.InStore("analyze", "--format", "json").Out.ShouldBe(answer.GetRawText() + "\n");
    }

    [TestMethod]
    public void TheTerminalSaysWhatFailsWhyAndWhatToTry()
    {
        using var world = Failing();
        var text = world.InStore("analyze").ShouldSucceed().Out;
        text.ShouldContain("13 runs of 2 prompts, 1 over 20 % failures\n");
        text.ShouldContain("! codegen-v1  3 of 10 runs failed (30 %)\n  low; 95 % sure: 10.8 % to 60.3 %; may be chance\n");
        text.ShouldContain("################ 3  timeout  timed out after # s\n");
        text.ShouldContain("Try: Allow more time, stream the answer, or ask for a shorter one.");
        text.ShouldContain("new:");
        world.InStore("analyze").Out.ShouldContain("unchanged:");
        text.Split('\n').Where(line => line.Length > 80 && !line.Contains(world.Store)).ShouldBeEmpty();
    }

    [TestMethod]
    public void APathThatDoesNotFitHasALineOfItsOwn()
    {
        using var world = Failing();
        var file = Path.Combine(world.Store, "prompt-runs", "proposals", "codegen-v1-proposal.yaml");
        world.Terminal = new TerminalTraits(true, true, true, true, false) { Width = 20 };
        world.InStore("analyze").Out.ShouldContain($"\n  new:\n{file}\n");
        world.Terminal = world.Terminal with { Width = 120 };
        if (file.Length < 100) world.InStore("analyze").Out.ShouldContain($"\n  unchanged: {file}\n");
    }

    [TestMethod]
    public void MarkdownIsATableAndASectionAPrompt()
    {
        using var world = Failing();
        var text = world.InStore("analyze", "--format", "markdown").ShouldSucceed().Out;
        text.ShouldContain("| codegen-v1 | 10 | 3 | 30 % | low | new |\n");
        text.ShouldContain("## codegen-v1\n");
        text.ShouldContain("| timed out after \\# s | timeout | 3 |\n");
    }

    [TestMethod]
    public void HostileIdsAndErrorsAreShownNotObeyed()
    {
        using var world = Recorded([.. Samples.HostileNames.Select(name => Run(name, "\u001b[31m<script>|" + name))]);
        foreach (var format in (string[])["terminal", "markdown", "json"])
        {
            var run = world.InStore("analyze", "--format", format).ShouldSucceed();
            run.Out.ShouldNotContain("\u001b");
            if (format == "markdown") run.Out.ShouldNotContain("<script");
        }

        var folder = Path.Combine(world.Store, "prompt-runs", "proposals");
        Directory.GetFiles(folder).Length.ShouldBe(Samples.HostileNames.Length);
        Directory.GetFiles(world.Root, "*-proposal.yaml", SearchOption.AllDirectories).ShouldAllBe(file => Path.GetDirectoryName(file) == folder);
    }

    [TestMethod]
    public void OptionsDecideWhatIsOverTheLine()
    {
        using var world = Failing();
        Subjects("--threshold", "30%").ShouldBeEmpty();
        Subjects("--threshold", "0.25").ShouldBe(["codegen-v1"]);
        Subjects("--min-runs", "11").ShouldBeEmpty();
        Subjects("--confidence", "95%").ShouldBeEmpty();
        Subjects("--confidence", "95").ShouldBeEmpty();

        IEnumerable<string?> Subjects(params string[] options) =>
            JsonDocument.Parse(world.InStore(["analyze", "--format", "json", .. options]).ShouldSucceed().Out).RootElement
                .GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("subject").GetString());
    }

    [TestMethod]
    [DataRow("--threshold", "20 percent")]
    [DataRow("--threshold", "1.5")]
    [DataRow("--threshold", "-0.1")]
    [DataRow("--min-runs", "0")]
    [DataRow("--min-runs", "many")]
    [DataRow("--confidence", "93%")]
    [DataRow("--confidence", "sure")]
    public void OptionsThatMakeNoSenseAreRefused(string option, string value)
    {
        using var world = Failing();
        world.InStore("analyze", option, value).ShouldFail(2, "TEL9001").Error.ShouldContain(option);
    }

    [TestMethod]
    public void WhereTelemetryIsOffThereAreFindingsAndNoFile()
    {
        using var world = Failing();
        world.Set("DO_NOT_TRACK", "1");
        var run = world.InStore("analyze").ShouldSucceed();
        run.Out.ShouldContain("codegen-v1");
        run.Error.ShouldContain("no proposal was written");
        Directory.Exists(Path.Combine(world.Store, "prompt-runs", "proposals")).ShouldBeFalse();
    }

    [TestMethod]
    public void AnEmptyStoreSaysHowToFillIt()
    {
        using var world = new ToolWorld().TurnedOn();
        var text = world.InStore("analyze").ShouldSucceed().Out;
        text.ShouldContain("no runs of prompts");
        text.ShouldContain("dotnet telemetry import promptos FILE");
        JsonDocument.Parse(world.InStore("analyze", "--format", "json").ShouldSucceed().Out).RootElement.GetProperty("findings").GetArrayLength().ShouldBe(0);
    }

    [TestMethod]
    public void ARecoveredPromptIsSaidOnce()
    {
        using var world = Failing();
        world.InStore("analyze").ShouldSucceed();
        world.Recorded(ProductSchemas.Find("prompt-runs")!.SchemaJson, "prompt-runs", [.. Enumerable.Range(0, 30).Select(_ => Run("codegen-v1", null))]);
        world.InStore("analyze").ShouldSucceed().Out.ShouldContain("Recovered: codegen-v1, 3 of 40 runs failed (7.5 %)");
        var answer = JsonDocument.Parse(world.InStore("analyze", "--format", "json").Out).RootElement;
        (answer.GetProperty("proposals").GetArrayLength(), answer.GetProperty("resolved").GetArrayLength()).ShouldBe((0, 1));
    }

    [TestMethod]
    public void PromptOsItsOwnFileIsReadAndReported()
    {
        using var world = new ToolWorld().TurnedOn();
        var log = Path.Combine(Directory.CreateDirectory(world.PathTo(".telemetry")).FullName, "promptos-usage.jsonl");
        File.WriteAllLines(log,
        [
            """{"ts": "2026-02-18T07:00:00.000Z", "prompt_id": "codegen-v1", "version": "1.0.0", "user": "alice", "role": "admin", "model": "claude-sonnet-4-20250514", "channel": "cli", "input_hash": "a1b2c3d4e5f6", "output_hash": "f6e5d4c3b2a1", "success": true, "latency_ms": 1842, "error": null}""",
            """{"error":"timeout","latency_ms":100,"success":false,"prompt_id":"codegen-v1","ts":"2026-02-18T08:00:00.000Z"}""",
        ]);
        world.InStore("import", "promptos", ".telemetry").ShouldSucceed().Out.ShouldBe("prompt-runs: 2 events added from 1 file; 0 duplicates, 0 rejected, 0 pending.\n");
        var summary = JsonDocument.Parse(world.InStore("report", "prompt-runs", "--format", "json").ShouldSucceed().Out).RootElement.GetProperty("summary");
        (summary.GetProperty("runs").GetInt64(), summary.GetProperty("success_rate").GetDouble(), summary.GetProperty("average_duration_seconds").GetDouble()).ShouldBe((2, 0.5, 0.971));
        JsonDocument.Parse(world.InStore("export", "prompt-runs").ShouldSucceed().Out).RootElement.EnumerateArray().Select(run => run.GetProperty("prompt_id").GetString()).ShouldBe(["codegen-v1", "codegen-v1"]);
        world.InStore("export", "prompt-runs", "-o", "usage.json").ShouldSucceed();
        JsonDocument.Parse(File.ReadAllText(world.PathTo("usage.json"))).RootElement.GetArrayLength().ShouldBe(2);
    }

    private static ToolWorld Failing() => Recorded(
    [
        .. Enumerable.Range(0, 7).Select(_ => Run("codegen-v1", null)),
        .. Enumerable.Range(1, 3).Select(at => Run("codegen-v1", $"Timed out after {at} s")),
        .. Enumerable.Range(0, 3).Select(_ => Run("debugging-v1", null)),
    ]);

    private static ToolWorld Recorded(string[] lines) => new ToolWorld().Recorded(ProductSchemas.Find("prompt-runs")!.SchemaJson, "prompt-runs", lines);

    private static string Run(string id, string? error) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"ts":"2026-11-20T10:00:00Z","prompt_id":{{JsonSerializer.Serialize(id)}},"version":"1.0.0","user":"alice","role":"admin","model":"gpt-4.1","channel":"cli","input_hash":null,"output_hash":null,"success":{{(error is null ? "true" : "false")}},"latency_ms":10,"error":{{JsonSerializer.Serialize(error)}}}""");
}
