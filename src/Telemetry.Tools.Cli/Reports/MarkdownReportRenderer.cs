using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>Markdown for a pull request or a job summary: the answer, key figures, and one table a section with numbers to the right.</summary>
internal sealed class MarkdownReportRenderer : TextReportRenderer
{
    /// <inheritdoc/>
    protected override void Render(ReportPage page, TextWriter output)
    {
        output.WriteLine($"# {MarkdownText.Escape(page.Title)}");
        output.WriteLine();
        output.WriteLine(string.Join(" · ", KeyFigures.Headline(page).Select(part => $"**{MarkdownText.Escape(part)}**")));
        WriteConditions(page, output);
        if (RejectedNote.Sentence(page.Report.Rejected) is { } note) WriteParagraph(output, $"> {MarkdownText.Escape(note)} `{RejectedNote.Command(page.Report.Stream)}`");
        if (page.Report.Events == 0) WriteParagraph(output, "No events in this period.");
        else WriteKeyFigures(page, output);
        foreach (var remark in page.Remarks) WriteParagraph(output, $"> {MarkdownText.Escape(remark)}");
        foreach (var section in page.Report.Sections) WriteSection(section, output);
    }

    private static void WriteConditions(ReportPage page, TextWriter output)
    {
        if (page.Conditions.Count > 0) WriteParagraph(output, $"Only {string.Join(" and ", page.Conditions.Select(MarkdownText.Escape))}.");
    }

    private static void WriteKeyFigures(ReportPage page, TextWriter output)
    {
        output.WriteLine();
        WriteRow(output, ["Key figure", "Value", ""]);
        WriteRow(output, ["---", "---:", "---"]);
        foreach (var figure in page.Figures) WriteRow(output, [figure.Name, MarkdownText.Escape(figure.Value), MarkdownText.Escape(figure.Detail ?? "")]);
    }

    private static void WriteSection(ReportSection section, TextWriter output)
    {
        WriteParagraph(output, $"## {MarkdownText.Escape(section.Title)}");
        if (section.Rows.Count == 0)
        {
            WriteParagraph(output, "No data in this period.");
            return;
        }

        output.WriteLine();
        WriteRow(output, section.Columns.Select(column => MarkdownText.Escape(SectionText.Heading(column))));
        WriteRow(output, section.Columns.Select(column => SectionText.IsNumber(column) ? "---:" : "---"));
        foreach (var row in section.Rows) WriteRow(output, section.Columns.Select((column, at) => MarkdownText.Escape(SectionText.Cell(row[at], column))));
    }

    private static void WriteParagraph(TextWriter output, string text)
    {
        output.WriteLine();
        output.WriteLine(text);
    }

    private static void WriteRow(TextWriter output, IEnumerable<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");
}
