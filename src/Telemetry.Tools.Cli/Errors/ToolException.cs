namespace Telemetry.Tools.Cli;

/// <summary>Something the user should know: what is wrong, and the command that helps.</summary>
internal sealed class ToolException : Exception
{
    /// <param name="id"><c>TEL9xxx</c>, or the id that another part of the product gave.</param>
    /// <param name="message">What is wrong, in one sentence.</param>
    /// <param name="next">What to type or do next.</param>
    /// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
    /// <param name="inner">What made it so; shown with <c>--verbose</c> only.</param>
    public ToolException(string id, string message, string? next = null, int exitCode = Cli.ExitCode.Failed, Exception? inner = null)
        : base(message, inner) => (Id, Next, ExitCode) = (id, next, exitCode);

    public string Id { get; }

    public string? Next { get; }

    public int ExitCode { get; }

    /// <summary>A mistake on the command line.</summary>
    public static ToolException Usage(string message, string? next = null) => new(ToolDiagnostics.Usage, message, next, Cli.ExitCode.Usage);
}
