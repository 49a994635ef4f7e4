using Spectre.Console;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary>Where the terminal report is drawn: lines of ours, and charts of the painter.</summary>
/// <param name="output">Where the text goes.</param>
/// <param name="terminal">What the terminal can do.</param>
/// <param name="width">Columns.</param>
internal sealed class TerminalCanvas(TextWriter output, TerminalTraits terminal, int width)
{
    /// <summary>Columns.</summary>
    public int Width => width;

    /// <summary>Whether block characters can be shown.</summary>
    public bool Unicode => terminal.Unicode;

    /// <summary>What bars are drawn with.</summary>
    public InkedSigns Signs { get; } = new(terminal.Unicode);

    /// <summary>An empty line.</summary>
    public void Gap() => output.WriteLine();

    /// <summary>A line.</summary>
    public void Line(TextLine line) => line.Write(output, terminal.Color);

    /// <summary>Text, broken at spaces.</summary>
    public void Paragraph(string text, Ink ink = Ink.Plain, string indent = "")
    {
        foreach (var line in WordWrap.Lines(Signs.Text(SafeText.Of(text)), width, indent, indent)) Line(new TextLine().Add(DisplayWidth.Cut(line, width, Unicode), ink));
    }

    /// <summary>The answer in one line; one that is too long is broken between its parts.</summary>
    public void Headline(IEnumerable<string> parts)
    {
        var lines = WordWrap.Parts(parts.Select(part => Signs.Text(SafeText.Of(part))), Signs.Text(" · "), width);
        foreach (var line in lines) Line(new TextLine().Add(DisplayWidth.Cut(line, width, Unicode), Ink.Strong));
    }

    /// <summary>A chart as the painter draws it.</summary>
    public void Chart(Plot plot)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.Color ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.Color ? ColorSystemSupport.EightBit : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = terminal.Unicode;
        console.Write(TerminalPainter.Render(plot, new TerminalOptions { Ascii = !terminal.Unicode, Height = 8 }));
    }
}
