using System.Text.RegularExpressions;

namespace Telemetry.Tools.Analytics;

/// <summary>The names under which a model may stand in a price table, from what a log calls it: the nearest first.</summary>
internal static partial class ModelName
{
    // Only sellers that pass a maker's model on at the maker's price. A host of open models has prices of its own, so its prefix stays.
    private static readonly HashSet<string> Sellers = new(StringComparer.OrdinalIgnoreCase)
    {
        "anthropic", "openai", "google", "gemini", "vertex", "vertex_ai", "vertexai", "azure", "azure_ai", "azure-openai", "bedrock", "amazon-bedrock",
        "bedrock_converse", "bedrock_mantle", "amazon", "openrouter", "github_copilot", "github-copilot", "copilot", "vercel_ai_gateway", "vercel", "xai", "x-ai", "mistral", "mistralai",
        "deepseek", "dashscope", "alibaba", "qwen", "moonshot", "moonshotai", "zai", "z-ai", "zhipuai", "minimax", "cohere", "perplexity", "models", "litellm", "litellm_proxy",
        "opencode", "chatgpt", "codex", "claude", "amazon-nova", "publishers", "us", "eu", "global", "anthropic_models",
    };

    /// <summary>Yields each name once; the caller stops at the first that the table knows.</summary>
    public static IEnumerable<string> Candidates(string model, string? provider)
    {
        var name = model.Trim();
        if (name.Length is 0 or > 200)
        {
            yield break;
        }

        yield return name;
        if (!string.IsNullOrEmpty(provider) && !name.StartsWith(provider + "/", StringComparison.OrdinalIgnoreCase))
        {
            yield return provider + "/" + name;
            foreach (var plain in WithoutSuffixes(name)) yield return provider + "/" + plain;
        }

        foreach (var unprefixed in WithoutPrefixes(name))
        {
            yield return unprefixed;
            foreach (var plain in WithoutSuffixes(unprefixed))
            {
                yield return plain;
                var dashed = DotInVersion().Replace(plain, "-");
                if (dashed.Length > 0 && dashed != plain) yield return dashed;
                if (VersionFirst().Match(dashed) is { Success: true } match) yield return $"claude-{match.Groups["family"].Value}-{match.Groups["version"].Value}";
            }
        }
    }

    private static IEnumerable<string> WithoutPrefixes(string name)
    {
        yield return name;

        // Bedrock's full name of an inference profile ends in the profile's id.
        if (name.StartsWith("arn:aws", StringComparison.OrdinalIgnoreCase))
        {
            name = name[(name.LastIndexOf('/') + 1)..];
            yield return name;
        }

        while (name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && (Sellers.Contains(name[..slash]) || Region().IsMatch(name[..slash])))
        {
            name = name[(slash + 1)..];
            yield return name;
        }

        // Bedrock: us.anthropic.claude-…; the region has prices of its own for some models.
        if (RegionAndMaker().Match(name) is { Success: true } match)
        {
            yield return match.Groups["maker"].Value + match.Groups["model"].Value;
            yield return match.Groups["model"].Value;
        }
    }

    private static IEnumerable<string> WithoutSuffixes(string name)
    {
        yield return name;
        while (true)
        {
            var shorter = Suffix().Replace(name, "");
            if (shorter.Length == name.Length || shorter.Length == 0)
            {
                yield break;
            }

            name = shorter;
            yield return name;
        }
    }

    [GeneratedRegex(@"^(?<region>(us|eu|au|jp|apac|global|us-gov)\.)?(?<maker>[a-z]+\.)(?<model>claude-.+|nova-.+|gpt-.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RegionAndMaker();

    // One suffix at a time: a date, "latest", Bedrock's version, a context window, an effort.
    [GeneratedRegex(@"(\[[^\]]*\]|@(latest|default|\d{8}|\d{4}-\d\d-\d\d)|-latest|[-@]20\d{6}|-20\d\d-\d\d-\d\d|-v\d+(:\d+)?|:\d+|:(thinking|beta|extended|exacto|nitro)|-(thinking|thought|minimal|low|medium|high|xhigh))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();

    // us-east-1, us-gov-west-1
    [GeneratedRegex(@"^[a-z]{2}(-gov)?-[a-z]+-\d$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    // Some agents put the version first: claude-4-5-sonnet.
    [GeneratedRegex(@"^claude-(?<version>\d(-\d)?)-(?<family>opus|sonnet|haiku)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex VersionFirst();

    [GeneratedRegex(@"(?<=\d)\.(?=\d)", RegexOptions.CultureInvariant)]
    private static partial Regex DotInVersion();
}
