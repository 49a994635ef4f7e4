namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class TerminalReportTests
{
    [TestMethod]
    public void TheAnswerComesFirst()
    {
        using var world = Recorded();
        Report(world, 140).ShouldStartWith("jobs · 18–20 Nov 2026 · 4 runs · 75 % green · ");
        Report(world, 140, "--since", "30d").ShouldStartWith("jobs · last 30 days · 4 runs · ");
    }

    [TestMethod]
    public void TheHeadlineIsBrokenBetweenItsParts()
    {
        using var world = Recorded();
        foreach (var width in Enumerable.Range(40, 100))
        {
            var lines = Report(world, width).Split("\n\n")[0].Split('\n');
            string.Join(" · ", lines).ShouldBe(Report(world, 140).Split('\n')[0]);
        }
    }

    [TestMethod]
    public void WithoutUnicodeACommaStandsForADot()
    {
        using var world = Recorded();
        world.Terminal = new TerminalTraits(true, true, true, Unicode: false, Color: false) { Width = 140 };
        world.InStore("report", "jobs").ShouldSucceed().Out.ShouldStartWith("jobs, 18-20 Nov 2026, 4 runs, 75 % green, ");
    }

    [TestMethod]
    [DataRow(20)]
    [DataRow(30)]
    [DataRow(40)]
    [DataRow(80)]
    [DataRow(103)]
    [DataRow(104)]
    [DataRow(140)]
    [DataRow(300)]
    public void NoLineIsWiderThanTheTerminal(int width)
    {
        using var world = Recorded();
        foreach (var name in Samples.HostileNames) world.Recorded(Samples.Jobs, "jobs", Samples.Job(name, 3600.5, 1));
        foreach (var unicode in (bool[])[true, false])
        {
            world.Terminal = new TerminalTraits(true, true, true, unicode, false) { Width = width };
            var lines = world.InStore("report", "jobs").ShouldSucceed().Out.Split('\n');
            lines.Length.ShouldBeGreaterThan(10);
            foreach (var line in lines) DisplayWidth.Of(line).ShouldBeLessThanOrEqualTo(width, line);
        }
    }

    [TestMethod]
    public void BarsStandSideBySideWhereThereIsRoom()
    {
        using var world = Recorded();
        Report(world, 140).Split('\n').ShouldContain(line => line.Contains("Jobs") && line.Contains("Average duration"));
        Report(world, 80).Split('\n').ShouldNotContain(line => line.Contains("Jobs") && line.Contains("Average duration"));
    }

    [TestMethod]
    public void ColourNeedsATerminalThatHasIt()
    {
        using var world = Recorded();
        world.Terminal = new TerminalTraits(true, true, true, true, Color: true) { Width = 100 };
        world.InStore("report", "jobs").Out.ShouldContain("\u001b[38;5;");
        world.Terminal = new TerminalTraits(true, true, true, true, Color: false) { Width = 100 };
        world.InStore("report", "jobs").Out.ShouldNotContain('\u001b');
    }

    [TestMethod]
    public void AtMostTwoColoursAreUsed()
    {
        using var world = Recorded();
        world.Terminal = new TerminalTraits(true, true, true, true, Color: true) { Width = 100 };
        var colours = System.Text.RegularExpressions.Regex.Matches(world.InStore("report", "jobs").Out, "\u001b\\[([0-9;]+)m").Select(m => m.Groups[1].Value).Distinct();
        colours.Except(["0", "1", "2"]).Count().ShouldBe(2);
    }

    [TestMethod]
    public void PipedOutputIsAscii()
    {
        using var world = Recorded();
        var text = world.InStore("report", "jobs").ShouldSucceed().Out;
        text.ShouldAllBe(c => c == '\n' || (c >= ' ' && c <= '~'));
        text.ShouldContain("###");
    }

    [TestMethod]
    public void FailuresCanBeToldWithoutColour()
    {
        using var world = Recorded();
        Report(world, 140).ShouldContain("█▒");
        Report(world, 140).ShouldContain("3 green · 1 failed (check 1)");
    }

    [TestMethod]
    public void ASingleDayIsNoCourse()
    {
        using var world = new ToolWorld().Recorded(Samples.Jobs, "jobs", Samples.Job("compile"), Samples.Job("check"));
        Report(world, 80).ShouldContain("Jobs a day   █   2 (20 Nov)\n");
    }

    [TestMethod]
    public void HostileNamesNeverReachTheTerminalRaw()
    {
        using var world = Recorded();
        foreach (var name in Samples.HostileNames) world.Recorded(Samples.Jobs, "jobs", Samples.Job(name));
        var text = Report(world, 100);
        text.ShouldNotContain('\u001b');
        text.ShouldNotContain('\u202e');
    }

    private static ToolWorld Recorded() => new ToolWorld().Recorded(Samples.Jobs, "jobs", Samples.FourJobs);

    private static string Report(ToolWorld world, int width, params string[] options)
    {
        world.Terminal = new TerminalTraits(true, true, true, Unicode: true, Color: false) { Width = width };
        return world.InStore(["report", "jobs", .. options]).ShouldSucceed().Out;
    }
}
