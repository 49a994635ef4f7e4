namespace Telemetry.Tools.Cli;

/// <summary><c>status</c> without the parser, which takes longer to load than all the rest. No command itself, so that nothing of the parser is loaded.</summary>
internal static class QuickStatus
{
    /// <summary>Runs the command lines that prompts and scripts use. Anything else, mistakes and help included, is the parser's.</summary>
    /// <returns>The exit code, or <see langword="null"/> for another command line.</returns>
    public static int? TryRun(ReadOnlySpan<string> options, ToolHost host)
    {
        var (asJson, store) = (false, (string?)null);
        for (; options is [var name, var value, ..] && value is [not '-', ..]; options = options[2..])
        {
            if (name == "--format" && value is ("json" or "text")) asJson = value == "json";
            else if (name == "--store" && store is null) store = host.FullPath(value);
            else return null;
        }

        return options.IsEmpty ? Run(asJson, store, host) : null;
    }

    /// <summary>Does it.</summary>
    public static int Run(bool asJson, string? store, ToolHost host)
    {
        var status = ToolStatus.Read(store, host);
        if (asJson) StatusJson.Write(status, host);
        else StatusText.Write(status, host);
        return ExitCode.Ok;
    }
}
