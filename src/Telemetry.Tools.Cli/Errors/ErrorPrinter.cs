using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>The one place where errors become text: <c>TELnnnn what</c>, and on the next line what helps.</summary>
internal static class ErrorPrinter
{
    /// <summary>Prints an exception and says what to exit with.</summary>
    public static int Print(ToolHost host, Exception exception)
    {
        if (exception is OperationCanceledException) return ExitCode.Cancelled;
        if (StandardOutput.IsClosed(exception)) return ExitCode.NoReader;
        var error = AsToolException(exception);
        Print(host, error.Id, error.Message, error.Next);
        if (host.Verbose) host.Error.WriteLine((error.InnerException ?? error).ToString());
        return error.ExitCode;
    }

    /// <summary>Prints one message and its next step; where it has none of its own, the help of the command.</summary>
    public static void Print(ToolHost host, string id, string message, string? next)
    {
        host.Error.WriteLine($"{id} {SafeText.Of(message)}");
        host.Error.WriteLine($"  {SafeText.Of(next ?? $"See: {host.Help}")}");
    }

    private static int ExitCodeOf(AnalyticsException error) => error.Id switch
    {
        AnalyticsDiagnostics.BrokenSchema => ExitCode.Failed,
        UsageDiagnostics.UnknownTimeZone or UsageDiagnostics.UnknownAgent => ExitCode.Usage,
        // A question or an event that makes no sense: TEL2100 to TEL2119.
        _ when string.CompareOrdinal(error.Id, "TEL2120") < 0 => ExitCode.Usage,
        _ => ExitCode.Failed,
    };

    private static ToolException AsToolException(Exception exception) => exception switch
    {
        ToolException error => error,
        AnalyticsException error => new ToolException(error.Id, error.Message, error.NextStep, ExitCodeOf(error), error),
        _ when ServerErrors.AsToolException(exception) is { } error => error,
        StoreException error => new ToolException(error.Id, error.Message, $"See: {Tool.Name} status", inner: error),
        UnauthorizedAccessException or IOException => new ToolException(
            ToolDiagnostics.CannotWrite, exception.Message, "Is the disk full, or the folder read-only?", inner: exception),
        _ => new ToolException(
            ToolDiagnostics.Unexpected,
            $"This should not have happened: {exception.GetType().Name}: {exception.Message}",
            "Run it again with --verbose and report what it prints.",
            inner: exception),
    };
}
