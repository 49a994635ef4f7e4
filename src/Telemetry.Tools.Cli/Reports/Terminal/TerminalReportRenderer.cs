namespace Telemetry.Tools.Cli;

/// <summary>The report for a terminal: the answer first, then charts; plain text where the terminal can do no more.</summary>
/// <param name="terminal">What the terminal can do.</param>
internal sealed class TerminalReportRenderer(TerminalTraits terminal) : TextReportRenderer
{
    private const int WidestReport = 132;

    /// <inheritdoc/>
    protected override void Render(ReportPage page, TextWriter output)
    {
        var canvas = new TerminalCanvas(output, terminal, Math.Min(terminal.Width, WidestReport));
        WriteHeadline(page, canvas);
        if (page.Report.Events > 0) new TerminalSections(page, canvas).Write();
    }

    private static void WriteHeadline(ReportPage page, TerminalCanvas canvas)
    {
        var parts = page.Report.Events == 0 ? [page.PeriodText, "no events"] : KeyFigures.Headline(page);
        canvas.Headline(parts.Prepend(page.Report.Stream));
        if (page.Conditions.Count > 0) canvas.Paragraph("only " + string.Join(" and ", page.Conditions));
        if (RejectedNote.Sentence(page.Report.Rejected) is { } note) WriteRejected(note, page.Report.Stream, canvas);
        if (page.Report.Events == 0) canvas.Paragraph(NothingYet(page));
    }

    private static void WriteRejected(string note, string stream, TerminalCanvas canvas)
    {
        canvas.Paragraph("! " + note, Ink.Failure);
        canvas.Paragraph(RejectedNote.Command(stream), indent: "  ");
    }

    private static string NothingYet(ReportPage page) => page.Report.Since is null && page.Report.Until is null && page.Conditions.Count == 0
        ? $"Nothing is recorded yet. See: {Tool.Name} status"
        : $"There are events outside of what was asked for, or none at all. See: {Tool.Name} status";
}
