namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class MarkdownReportTests
{
    [TestMethod]
    public void NumbersAreAlignedToTheRight()
    {
        using var world = new ToolWorld().Recorded(Samples.Jobs, "jobs", Samples.FourJobs);
        var text = world.InStore("report", "jobs", "--format", "markdown").ShouldSucceed().Out;
        text.ShouldContain("## Jobs\n\n| Name | Count |\n| --- | ---: |\n| compile | 3 |\n| check | 1 |\n");
        text.ShouldContain("**75 % green**");
    }

    [TestMethod]
    public void EveryRowOfATableHasTheSameCellsWhateverTheNames()
    {
        using var world = new ToolWorld().Recorded(Samples.Jobs, "jobs", [.. Samples.HostileNames.Select(name => Samples.Job(name))]);
        var lines = world.InStore("report", "jobs", "--format", "markdown").ShouldSucceed().Out.Split('\n');
        var table = lines.SkipWhile(line => line != "## Jobs").Skip(2).TakeWhile(line => line.StartsWith('|')).ToList();
        table.Count.ShouldBe(Samples.HostileNames.Length + 2);
        table.ShouldAllBe(line => line.Replace("\\|", "").Count(c => c == '|') == 3);
        table.ShouldNotContain(line => line.Contains("<script"));
    }

    [TestMethod]
    public void AnEmptyPeriodIsASentence()
    {
        using var world = new ToolWorld().Recorded(Samples.Jobs, "jobs", Samples.FourJobs);
        world.InStore("report", "jobs", "--since", "1h", "--format", "markdown").ShouldSucceed().Out.ShouldContain("No events in this period.");
    }
}
