namespace Telemetry.Tools.Cli;

/// <summary>Breaks text at spaces.</summary>
internal static class WordWrap
{
    /// <summary>Lines of at most a width, broken between parts; only a part that is longer itself is broken at its spaces.</summary>
    public static IEnumerable<string> Parts(IEnumerable<string> parts, string separator, int width)
    {
        var line = "";
        foreach (var part in parts)
        {
            if (line.Length > 0 && line.Length + separator.Length + part.Length > width)
            {
                foreach (var broken in Lines(line, width)) yield return broken;
                line = "";
            }

            line += line.Length > 0 ? separator + part : part;
        }

        foreach (var broken in Lines(line, width)) yield return broken;
    }

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
