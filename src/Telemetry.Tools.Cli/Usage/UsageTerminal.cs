using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Cli;

/// <summary><c>usage</c> for a terminal: the answer, what is missing from it, the table, the models, the block that goes on, the budgets.</summary>
internal sealed class UsageTerminal(UsagePage page, TerminalCanvas canvas)
{
    private const int Widest = 132;

    /// <summary>Writes it.</summary>
    public static void Write(UsagePage page, TerminalTraits terminal, TextWriter output) =>
        new UsageTerminal(page, new TerminalCanvas(output, terminal, Math.Min(terminal.Width, Widest))).Write();

    private void Write()
    {
        canvas.Headline(Headline());
        if (page.Conditions.Count > 0) canvas.Paragraph("only " + string.Join(" and ", page.Conditions));
        if (UsageWords.Unpriced(page.Result) is { } unpriced) Warn("* " + unpriced, $"{Tool.Name} prices import FILE");
        if (RejectedNote.Sentence(page.Result.Rejected) is { } rejected) Warn("! " + rejected, RejectedNote.Command("llm-usage"));
        if (page.IsEmpty) WriteNothing();
        else WriteTables();
        WriteBlock();
        WriteBudgets();
    }

    private IEnumerable<string> Headline()
    {
        var report = page.AsReport([]);
        yield return "usage";
        yield return report.PeriodText;
        if (report.ZoneName != "UTC") yield return report.ZoneName;
        if (page.IsEmpty) yield break;
        yield return UsageWords.Cost(page.Result.Totals.CostUsd);
        yield return UsageWords.Requests(page.Result.Totals.Requests);
        yield return $"{ValueFormat.Compact(page.Result.Totals.Tokens.Total, "tokens")} tokens";
    }

    private void WriteNothing()
    {
        canvas.Paragraph("Nothing is recorded here. What coding agents used is read by:");
        canvas.Paragraph($"{Tool.Name} import all", indent: "  ");
    }

    private void WriteTables()
    {
        canvas.Gap();
        foreach (var line in new UsageTable(page, canvas).Lines()) canvas.Line(line);
        var models = UsagePage.Models(page.Result);
        if (page.Result.Group == UsageGroup.Model || models.Rows.Count < 2) return;
        canvas.Gap();
        foreach (var line in new BarTable(models, Trend.None, canvas).Lines(canvas.Width)) canvas.Line(line);
    }

    private void WriteBlock()
    {
        if (page.Block is not { } block) return;
        canvas.Gap();
        canvas.Paragraph($"Now    {UsageWords.Block(block, page.Zone)}");
    }

    private void WriteBudgets()
    {
        if (page.Budgets.Count > 0) canvas.Gap();
        foreach (var status in page.Budgets)
        {
            canvas.Paragraph($"Budget {UsageWords.Budget(status, page.Zone)}", status.State == BudgetState.Ok ? Ink.Plain : Ink.Failure);
        }
    }

    private void Warn(string text, string command)
    {
        canvas.Paragraph(text, Ink.Failure);
        canvas.Paragraph(command, indent: "  ");
    }
}
