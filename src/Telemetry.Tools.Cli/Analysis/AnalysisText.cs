using System.Text;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>What <c>analyze</c> found, for a terminal: the answer first, then each prompt with its errors, what to try, and its file.</summary>
internal sealed class AnalysisText
{
    private const int WidestPage = 120;
    private const int MostErrors = 4;
    private const int MostActions = 3;
    private const int BarWidth = 16;

    private readonly AnalysisPage _page;
    private readonly TerminalCanvas _canvas;

    private AnalysisText(AnalysisPage page, TerminalCanvas canvas) => (_page, _canvas) = (page, canvas);

    /// <summary>Writes it.</summary>
    public static void Write(AnalysisPage page, Stream output, TerminalTraits terminal)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        new AnalysisText(page, new TerminalCanvas(writer, terminal, Math.Min(terminal.Width, WidestPage))).Write();
    }

    private void Write()
    {
        _canvas.Headline(_page.Headline().Prepend("analyze"));
        if (RejectedNote.Sentence(_page.Rejected) is { } note) _canvas.Paragraph($"! {note} {RejectedNote.Command(PromptRun.Stream.Name)}", Ink.Failure);
        if (_page.IsEmpty) WriteNothingYet();
        foreach (var kept in _page.Learned.Open) WriteOpen(kept);
        WriteResolved();
    }

    private void WriteNothingYet()
    {
        _canvas.Paragraph("Record runs with PromptRun.Start or UseTelemetry, or read PromptOS's log:");
        _canvas.Paragraph($"{Tool.Name} import promptos FILE", indent: "  ");
    }

    private void WriteOpen(KeptProposal kept)
    {
        _canvas.Gap();
        _canvas.Line(new TextLine().Add("! " + DisplayWidth.Cut(AnalysisPage.Name(kept), _canvas.Width / 2, _canvas.Unicode), Ink.Failure).Add($"  {AnalysisPage.Failures(kept)}", Ink.Strong));
        _canvas.Paragraph($"{kept.Proposal.Severity}; {AnalysisPage.Certainty(kept)}", indent: "  ");
        WriteErrors(kept.Proposal.Prompt);
        foreach (var action in kept.Proposal.Actions.Take(MostActions)) _canvas.Paragraph($"Try: {action.Text}", indent: "  ");
        if (kept.File is { } file) WriteFile($"  {AnalysisPage.State(kept)}:", SafeText.Of(file));
    }

    // A path stays whole, to be copied: where it does not fit beside its state, it has a line of its own.
    private void WriteFile(string state, string file)
    {
        var line = new TextLine().Add($"{state} {file}", Ink.Accent);
        if (line.Width <= _canvas.Width)
        {
            _canvas.Line(line);
            return;
        }

        _canvas.Line(new TextLine().Add(state, Ink.Accent));
        _canvas.Line(new TextLine().Add(file, Ink.Accent));
    }

    private void WriteErrors(PromptEvidence prompt)
    {
        var errors = prompt.Errors.ToList();
        var shown = errors.Take(MostErrors).ToList();
        var kind = shown.Max(error => error.Kind.Id.Length);
        var count = shown.Max(error => AnalysisPage.Number(error.Count).Length);
        foreach (var error in shown)
        {
            var line = new TextLine().Add("  ").Add(_canvas.Signs.Bar((double)error.Count / shown[0].Count * BarWidth), BarWidth, ink: Ink.Accent).Add(" ");
            line.Add(AnalysisPage.Number(error.Count), count, isNumber: true).Add("  ").Add(error.Kind.Id.Replace('_', ' '), kind).Add("  ");
            _canvas.Line(line.Add(DisplayWidth.Cut(_canvas.Signs.Text(SafeText.Of(error.Fingerprint.Length == 0 ? "no message" : error.Fingerprint)), Math.Max(10, _canvas.Width - line.Width), _canvas.Unicode)));
        }

        if (errors.Count > MostErrors) _canvas.Line(new TextLine().Add($"  and {AnalysisPage.Number(errors.Count - MostErrors)} more"));
    }

    private void WriteResolved()
    {
        var resolved = _page.Learned.Resolved.ToList();
        if (resolved.Count == 0) return;
        _canvas.Gap();
        foreach (var kept in resolved) _canvas.Paragraph($"Recovered: {AnalysisPage.Name(kept)}, {AnalysisPage.Failures(kept)}");
    }
}
