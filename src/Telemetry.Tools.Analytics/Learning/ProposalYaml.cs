using System.Security.Cryptography;
using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>A proposal as the text of its file. The same evidence is the same text, but for what changed since the last one.</summary>
internal static class ProposalYaml
{
    private const string Head = "# Written by 'dotnet telemetry analyze', and written anew when the data changes.\n";

    /// <summary>Most errors, versions and models that are listed.</summary>
    public const int MostListed = 25;

    /// <summary>The whole text.</summary>
    public static string Of(Proposal proposal, IReadOnlyList<ProposalChange> changes)
    {
        using var text = new YamlText();
        text.Map(() =>
        {
            WriteCore(text, proposal);
            text.List("changes", changes, change => WriteChange(text, change));
            text.Word("data", DigestOf(proposal));
        });
        return Head + text.End();
    }

    /// <summary>What tells whether anything but the changes is new.</summary>
    public static string DigestOf(Proposal proposal)
    {
        using var text = new YamlText();
        text.Map(() => WriteCore(text, proposal));
        return "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.End())));
    }

    private static void WriteCore(YamlText text, Proposal proposal)
    {
        text.Text("prompt_id", proposal.Prompt.PromptId);
        text.Word("status", proposal.Status);
        text.Word("severity", proposal.Severity);
        text.Rate("threshold", proposal.Threshold);
        text.Map("evidence", () => WriteEvidence(text, proposal));
        text.List("suggested_actions", proposal.Actions, action => WriteAction(text, action));
    }

    private static void WriteEvidence(YamlText text, Proposal proposal)
    {
        var prompt = proposal.Prompt;
        WriteCounts(text, prompt.All, proposal.Confidence);
        text.Word("more_than_chance", proposal.IsCertain ? "true" : "false");
        if (prompt.Failed.Runs > 0)
        {
            text.Time("first_failure", prompt.Failed.First);
            text.Time("last_failure", prompt.Failed.Last);
        }

        text.List("errors", prompt.Errors.Take(MostListed), error => WriteError(text, error));
        text.Number("more_errors", Math.Max(0, prompt.Errors.Count() - MostListed));
        text.List("versions", prompt.Versions.TakeLast(MostListed), version => WriteNamed(text, "version", version, proposal.Confidence));
        text.List("models", prompt.Models.Take(MostListed), model => WriteNamed(text, "model", model, proposal.Confidence));
    }

    private static void WriteNamed(YamlText text, string key, KeyValuePair<string, RunTally> named, Confidence confidence)
    {
        text.Text(key, named.Key);
        WriteCounts(text, named.Value, confidence);
    }

    private static void WriteCounts(YamlText text, RunTally tally, Confidence confidence)
    {
        var interval = confidence.Wilson(tally.Failures, tally.Runs);
        text.Number("runs", tally.Runs);
        text.Number("failures", tally.Failures);
        text.Rate("failure_rate", tally.FailureRate);
        text.Map("interval", () =>
        {
            text.Rate("confidence", confidence.Level);
            text.Rate("lower", interval.Lower);
            text.Rate("upper", interval.Upper);
        });
        text.Time("first_seen", tally.First);
        text.Time("last_seen", tally.Last);
    }

    private static void WriteError(YamlText text, ErrorTally error)
    {
        text.Text("fingerprint", error.Fingerprint);
        text.Word("kind", error.Kind.Id);
        text.Number("count", error.Count);
        text.Text("example", error.Example);
        text.Time("first_seen", error.First);
        text.Time("last_seen", error.Last);
    }

    private static void WriteAction(YamlText text, SuggestedAction action)
    {
        text.Word("action", action.Id);
        text.Word("reason", action.Reason);
        text.Number("failures", action.Failures);
        text.Text("text", action.Text);
    }

    private static void WriteChange(YamlText text, ProposalChange change)
    {
        text.Text("what", change.What);
        text.Word("before", change.Before ?? "null");
        text.Word("after", change.After ?? "null");
    }
}
