using System.Text;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>What <c>analyze</c> found, for a pull request or a job summary.</summary>
internal static class AnalysisMarkdown
{
    /// <summary>Writes it.</summary>
    public static void Write(AnalysisPage page, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("# Prompts to look at");
        writer.WriteLine();
        writer.WriteLine(string.Join(" · ", page.Headline().Select(part => $"**{MarkdownText.Escape(part)}**")));
        if (RejectedNote.Sentence(page.Rejected) is { } note) writer.WriteLine($"\n> {MarkdownText.Escape(note)} `{RejectedNote.Command(PromptRun.Stream.Name)}`");
        WriteTable(page, writer);
        foreach (var kept in page.Learned.Open) WriteOpen(kept, writer);
    }

    private static void WriteTable(AnalysisPage page, StreamWriter writer)
    {
        if (page.Learned.Proposals.Count == 0) return;
        writer.WriteLine("\n| Prompt | Runs | Failures | Rate | Severity | Proposal |\n| --- | ---: | ---: | ---: | --- | --- |");
        foreach (var kept in page.Learned.Proposals)
        {
            var (proposal, all) = (kept.Proposal, kept.Proposal.Prompt.All);
            var state = proposal.IsResolved ? "resolved" : AnalysisPage.State(kept);
            writer.WriteLine($"| {Name(kept)} | {AnalysisPage.Number(all.Runs)} | {AnalysisPage.Number(all.Failures)} | {AnalysisPage.Percent(all.FailureRate)} | {(proposal.IsResolved ? "" : proposal.Severity)} | {(kept.File is null ? "" : state)} |");
        }
    }

    private static void WriteOpen(KeptProposal kept, StreamWriter writer)
    {
        writer.WriteLine($"\n## {Name(kept)}\n\n{AnalysisPage.Failures(kept)}; {AnalysisPage.Certainty(kept)}.");
        writer.WriteLine("\n| Error | Kind | Count |\n| --- | --- | ---: |");
        foreach (var error in kept.Proposal.Prompt.Errors.Take(10))
        {
            writer.WriteLine($"| {MarkdownText.Escape(error.Fingerprint.Length == 0 ? "no message" : error.Fingerprint)} | {error.Kind.Id.Replace('_', ' ')} | {AnalysisPage.Number(error.Count)} |");
        }

        writer.WriteLine();
        foreach (var action in kept.Proposal.Actions) writer.WriteLine($"- {MarkdownText.Escape(action.Text)}");
    }

    private static string Name(KeptProposal kept) => MarkdownText.Escape(AnalysisPage.Name(kept));
}
