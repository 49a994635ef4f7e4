using System.CommandLine;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary><c>--png DIR</c>, <c>--font</c> and <c>--theme</c>.</summary>
internal sealed class ChartOptions
{
    private const double PngScale = 2;

    private readonly Option<string?> _png = new("--png") { HelpName = "DIR", Description = "Also write each chart as DIR/<section id>.png." };
    private readonly Option<string?> _font = new("--font") { HelpName = "installed|builtin", Description = "Letters in PNG files: the machine's, or our own, which give the same picture everywhere." };
    private readonly Option<string?> _theme = new("--theme") { HelpName = "auto|light|dark", Description = "Colours of HTML and PNG (default auto: HTML follows the reader, PNG is light)." };

    public ChartOptions(Command command)
    {
        command.Add(_png);
        command.Add(_font);
        command.Add(_theme);
    }

    /// <summary>The theme that was asked for.</summary>
    public ChartTheme Theme(ParseResult parsed) => parsed.GetValue(_theme) switch
    {
        null or "auto" => ChartTheme.Auto,
        "light" => ChartTheme.Light,
        "dark" => ChartTheme.Dark,
        var other => throw ToolException.Usage($"there is no theme '{other}'.", "Themes: auto light dark"),
    };

    /// <summary>Whether PNG files were asked for.</summary>
    public bool AreWanted(ParseResult parsed) => parsed.GetValue(_png) is not null;

    /// <summary>Writes the charts of a report, where they were asked for.</summary>
    public void Write(ParseResult parsed, ReportPage page, ToolHost host)
    {
        var options = new PaintOptions { Theme = Theme(parsed), Font = Font(parsed), Scale = PngScale };
        if (parsed.GetValue(_png) is not { } named) return;
        var folder = CreateFolder(host.FullPath(named));
        var files = 0;
        foreach (var section in page.Report.Sections)
        {
            if (SectionPlot.Of(section, page.Report, page.Caption) is not { } plot) continue;
            AtomicFile.Write(Path.Combine(folder, section.Id + ".png"), output => new PngPainter().Paint(plot, output, options));
            files++;
        }

        host.Error.WriteLine($"Wrote {files} chart{(files == 1 ? "" : "s")} to {SafeText.Of(folder)}");
    }

    private FontChoice Font(ParseResult parsed) => parsed.GetValue(_font) switch
    {
        null or "installed" => FontChoice.Installed,
        "builtin" => FontChoice.BuiltIn,
        var other => throw ToolException.Usage($"there is no font '{other}'.", "Fonts: installed builtin"),
    };

    private static string CreateFolder(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ToolDiagnostics.CannotWrite, $"the folder '{folder}' cannot be made: {e.Message}", "Name another one with --png DIR", inner: e);
        }
    }
}
