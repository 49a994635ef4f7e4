namespace Telemetry.Tools.Schema;

/// <summary>Finds the word that somebody most likely meant.</summary>
internal static class Suggestion
{
    /// <summary>The sentence <c> Did you mean 'x'?</c> with a leading space, or nothing.</summary>
    public static string For(string word, IEnumerable<string> choices) => Sentence(Find(word, choices));

    /// <summary>The sentence for a word that was found already.</summary>
    public static string Sentence(string? word) => word is null ? "" : $" Did you mean '{word}'?";

    /// <summary>The nearest choice, or <see langword="null"/> where none is near.</summary>
    public static string? Find(string word, IEnumerable<string> choices)
    {
        if (word.Length is 0 or > 64) return null;
        string? best = null;
        var bestDistance = Math.Max(1, word.Length / 3) + 1;
        foreach (var choice in choices)
        {
            var distance = Distance(word.ToLowerInvariant(), choice.ToLowerInvariant());
            if (distance < bestDistance) (best, bestDistance) = (choice, distance);
        }

        return best;
    }

    /// <summary>Edits between two words, where swapping two neighbours is one edit.</summary>
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) table[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                table[i, j] = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + cost);
                var isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                if (isSwap) table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[left.Length, right.Length];
    }
}
