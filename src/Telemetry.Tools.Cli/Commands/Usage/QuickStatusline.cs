namespace Telemetry.Tools.Cli;

/// <summary><c>usage statusline</c> without the parser: it runs at every turn of a conversation.</summary>
internal static class QuickStatusline
{
    private const int LongestInput = 1024 * 1024;

    /// <summary>Prints one line, or its figures as JSON, whatever comes in.</summary>
    public static int Run(bool asJson, ToolHost host)
    {
        var status = ClaudeStatus.Read(ReadAll(host.Input));
        if (asJson) JsonAnswer.Write(host, status.WriteJson);
        else host.Out.WriteLine(status.Line());
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
