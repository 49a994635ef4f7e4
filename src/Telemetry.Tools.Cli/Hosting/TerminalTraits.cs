namespace Telemetry.Tools.Cli;

/// <summary>What the terminal, if there is one, can show.</summary>
/// <param name="InputIsTerminal">Whether a question can be asked.</param>
/// <param name="OutputIsTerminal">Whether a person reads standard output.</param>
/// <param name="ErrorIsTerminal">Whether progress can be shown.</param>
/// <param name="Unicode">Whether block characters and typographic signs can be shown.</param>
/// <param name="Color">Whether colours can be shown.</param>
internal sealed record TerminalTraits(bool InputIsTerminal, bool OutputIsTerminal, bool ErrorIsTerminal, bool Unicode, bool Color)
{
    /// <summary>Columns that are assumed where nobody says.</summary>
    public const int DefaultWidth = 80;

    private readonly Func<int>? _width;

    /// <summary>Columns of the terminal; 80 where output is piped.</summary>
    public int Width
    {
        get => Math.Clamp(_width?.Invoke() ?? DefaultWidth, 20, 400);
        init => _width = () => value;
    }

    /// <summary>The traits of the process's own terminal.</summary>
    public static TerminalTraits ForProcess() =>
        Detect(!Console.IsInputRedirected, !Console.IsOutputRedirected, !Console.IsErrorRedirected, Environment.GetEnvironmentVariable, WindowWidth);

    /// <summary>What follows from which streams are terminals and from the usual variables.</summary>
    public static TerminalTraits Detect(bool input, bool output, bool error, Func<string, string?> environment, Func<int>? width = null)
    {
        var dumb = environment("TERM") is "dumb";
        var unicode = output && !dumb && IsUtf8(environment);
        var color = output && !dumb && string.IsNullOrEmpty(environment("NO_COLOR"));
        return new TerminalTraits(input, output, error, unicode, color, output ? width : null);
    }

    private TerminalTraits(bool input, bool output, bool error, bool unicode, bool color, Func<int>? width)
        : this(input, output, error, unicode, color) => _width = width;

    private static bool IsUtf8(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows()) return !string.IsNullOrEmpty(environment("WT_SESSION")) || Console.OutputEncoding.CodePage == 65001;
        var locale = FirstSet(environment, "LC_ALL", "LC_CTYPE", "LANG");
        return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("utf8", StringComparison.OrdinalIgnoreCase);
    }

    private static string FirstSet(Func<string, string?> environment, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (environment(name) is { Length: > 0 } value) return value;
        }

        return "";
    }

    private static int WindowWidth()
    {
        try
        {
            var width = Console.WindowWidth;
            return width > 0 ? width : DefaultWidth;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return DefaultWidth;
        }
    }
}
