namespace Telemetry.Tools.Analytics;

/// <summary>A proposal as its file tells of it. What a person may have written into the file is no reason to fail.</summary>
/// <param name="promptId">The prompt.</param>
/// <param name="values">The file's values by path.</param>
internal sealed class PriorProposal(string promptId, Dictionary<string, string> values)
{
    /// <summary>The prompt.</summary>
    public string PromptId { get; } = promptId;

    /// <summary><c>open</c> or <c>resolved</c>.</summary>
    public string Status => this["status"] == "resolved" ? "resolved" : "open";

    /// <summary>Digest of the evidence it was written for.</summary>
    public string? Data => this["data"];

    /// <summary>A value, where it is fit to be written again as a plain word: a number or a state.</summary>
    public string? this[string path] =>
        values.TryGetValue(path, out var value) && value.Length is > 0 and <= 80 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') ? value : null;

    /// <summary>The proposal in a file's text; <see langword="null"/> where it is none.</summary>
    public static PriorProposal? Parse(string text) =>
        YamlValues.Read(text) is { } values && values.TryGetValue("prompt_id", out var id) ? new PriorProposal(id, values) : null;

    /// <summary>A list of the evidence: names and one value each.</summary>
    public Dictionary<string, string> Counts(string list, string name, string value)
    {
        var counts = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; values.TryGetValue($"evidence.{list}.{at}.{name}", out var key); at++)
        {
            if (this[$"evidence.{list}.{at}.{value}"] is { } count) counts[key] = count;
        }

        return counts;
    }
}
