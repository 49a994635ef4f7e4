namespace Telemetry.Tools.Analytics;

/// <summary>"Did you mean": the known name that is fewest edits away.</summary>
internal static class Suggestion
{
    /// <summary>A sentence with a leading space, or nothing where no name is near.</summary>
    public static string For(string name, IEnumerable<string> known)
    {
        var limit = name.Length < 4 ? 1 : Math.Max(2, name.Length / 3);
        var best = known
            .Select(candidate => (candidate, distance: Distance(name, candidate)))
            .Where(pair => pair.distance <= limit)
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.candidate is null ? "" : $" Did you mean '{best.candidate}'?";
    }

    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 20) return int.MaxValue;
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 0; i < left.Length; i++) NextRow(row, left[i], right, i);
        return row[^1];
    }

    private static void NextRow(int[] row, char letter, string right, int index)
    {
        var diagonal = row[0];
        row[0] = index + 1;
        for (var j = 0; j < right.Length; j++)
        {
            var change = diagonal + (char.ToLowerInvariant(letter) == char.ToLowerInvariant(right[j]) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = Math.Min(change, Math.Min(row[j], row[j + 1]) + 1);
        }
    }
}
