namespace Telemetry.Tools.Cli;

/// <summary>What bars and trends are drawn with: block characters, or letters that every terminal has.</summary>
/// <param name="unicode">Whether the terminal has block characters.</param>
internal sealed class InkedSigns(bool unicode)
{
    private const string Eighths = " ▏▎▍▌▋▊▉";
    private const string Levels = "▁▂▃▄▅▆▇█";
    private const string AsciiLevels = "_.-=+*#@";

    /// <summary>What failures are filled with, so that they can be told without colour.</summary>
    public char FailureFill => unicode ? '▒' : 'x';

    /// <summary>What stands for all else.</summary>
    public char Fill => unicode ? '█' : '#';

    /// <summary>A bar of a length in cells; what is not zero is never invisible.</summary>
    public string Bar(double cells)
    {
        if (!(cells > 0)) return "";
        if (!unicode) return new string('#', Math.Max(1, (int)Math.Round(cells)));
        var eighths = Math.Max(1, (int)Math.Round(cells * 8));
        return new string('█', eighths / 8) + (eighths % 8 > 0 ? Eighths[eighths % 8].ToString() : "");
    }

    /// <summary>One sign a value, from the least to the most; a space where nothing is known.</summary>
    public string Trend(IReadOnlyList<double?> values)
    {
        var most = values.Max() is { } max and > 0 ? max : 1;
        return string.Concat(values.Select(value => value is { } known && double.IsFinite(known) ? Level(known / most) : ' '));
    }

    /// <summary>Our own typographic signs in letters that every terminal has; other people's letters stay.</summary>
    public string Text(string text) => unicode
        ? text
        : text.Replace(" · ", ", ", StringComparison.Ordinal).Replace('·', ',').Replace('–', '-').Replace('−', '-').Replace("µ", "u", StringComparison.Ordinal).Replace("…", "..", StringComparison.Ordinal);

    private char Level(double share) => (unicode ? Levels : AsciiLevels)[(int)Math.Clamp(Math.Ceiling(share * 8) - 1, 0, 7)];
}
