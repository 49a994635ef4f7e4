using System.Xml.Linq;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class HtmlReportTests
{
    [TestMethod]
    public void ItIsWellFormedAndLoadsNothing()
    {
        using var world = Recorded();
        var page = Page(world);
        foreach (var element in page.Descendants())
        {
            element.Name.LocalName.ShouldNotBeOneOf("script", "link", "iframe", "object", "embed", "base", "img", "image", "use", "foreignObject");
            element.Attributes().ShouldNotContain(a => a.Name.LocalName == "href" || a.Name.LocalName == "src" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        }

        var text = world.InStore("report", "jobs", "--format", "html").Out;
        text.ShouldNotContain("url(");
        text.ShouldNotContain("@import");
        text.Replace("http://www.w3.org/2000/svg", "").ShouldNotContain("://");
    }

    [TestMethod]
    public void ItHasAPolicyAViewportAndATitle()
    {
        using var world = Recorded();
        var page = Page(world);
        var metas = page.Descendants().Where(e => e.Name.LocalName == "meta").ToList();
        metas.ShouldContain(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy" && ((string?)m.Attribute("content"))!.Contains("default-src 'none'"));
        metas.ShouldContain(m => (string?)m.Attribute("name") == "viewport");
        page.Descendants().Single(e => e.Name.LocalName == "title" && e.Parent!.Name.LocalName == "head").Value.ShouldBe("jobs · 18–20 Nov 2026");
    }

    [TestMethod]
    public void EachSectionHasAHeadingATableAndAChart()
    {
        using var world = Recorded();
        var section = Page(world).Descendants("section").First(s => (string?)s.Attribute("id") == "job-count");
        section.Element("h2")!.Value.ShouldBe("Jobs");
        section.Descendants().ShouldContain(e => e.Name.LocalName == "svg");
        section.Descendants("td").Select(e => e.Value).ShouldBe(["compile", "3", "check", "1"]);
    }

    [TestMethod]
    public void HostileNamesAreTextOnly()
    {
        using var world = new ToolWorld().Recorded(Samples.Jobs, "jobs", [.. Samples.HostileNames.Select(name => Samples.Job(name))]);
        var page = Page(world);
        page.Descendants().ShouldNotContain(e => e.Name.LocalName == "script");
        page.Descendants("td").Select(e => e.Value).ShouldContain("<script>alert(1)</script>");
    }

    [TestMethod]
    [DataRow("auto")]
    [DataRow("light")]
    [DataRow("dark")]
    public void TheThemeIsTheReadersOrTheAskedOne(string theme)
    {
        using var world = Recorded();
        ((string?)Page(world, "--theme", theme).Root!.Attribute("data-theme")).ShouldBe(theme);
    }

    [TestMethod]
    public void AnEmptyPeriodIsASentence()
    {
        using var world = Recorded();
        Page(world, "--since", "1h").Descendants("p").ShouldContain(p => p.Value == "No events in this period.");
    }

    [TestMethod]
    public void LeftOutLinesAreListedWithoutContent()
    {
        using var world = Recorded().Recorded(Samples.Jobs, "jobs", "secret words");
        var text = world.InStore("report", "jobs", "--format", "html").ShouldSucceed().Out;
        text.ShouldContain("Lines that were left out");
        text.ShouldNotContain("secret");
    }

    private static ToolWorld Recorded() => new ToolWorld().Recorded(Samples.Jobs, "jobs", Samples.FourJobs);

    private static XDocument Page(ToolWorld world, params string[] options) =>
        XDocument.Parse(world.InStore(["report", "jobs", "--format", "html", .. options]).ShouldSucceed().Out);
}
