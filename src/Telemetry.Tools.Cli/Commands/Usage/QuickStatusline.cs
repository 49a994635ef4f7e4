namespace Telemetry.Tools.Cli;

/// <summary><c>usage statusline</c> without the parser: it runs at every turn of a conversation.</summary>
internal static class QuickStatusline
{
    private const int LongestInput = 1024 * 1024;

    /// <summary>Prints one line, whatever comes in.</summary>
    public static int Run(ToolHost host)
    {
        host.Out.WriteLine(ClaudeStatus.Line(ReadAll(host.Input)));
        return ExitCode.Ok;
    }

    private static string ReadAll(TextReader input)
    {
        try
        {
            var text = new char[LongestInput];
            return new string(text, 0, input.ReadBlock(text, 0, text.Length));
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
