namespace Telemetry.Tools.Cli;

/// <summary>Breaks text at spaces.</summary>
internal static class WordWrap
{
    /// <summary>Lines of at most a width, the first behind one indent and the others behind another. A longer word stays whole.</summary>
    public static IEnumerable<string> Lines(string text, int width, string first = "", string rest = "")
    {
        var line = first;
        var isEmpty = true;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                (line, isEmpty) = (rest, true);
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        yield return line.TrimEnd();
    }
}
