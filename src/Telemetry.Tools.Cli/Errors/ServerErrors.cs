using System.Runtime.CompilerServices;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary>The server's errors as the tool's. Apart, so that the server is loaded only by the commands that are about it.</summary>
internal static class ServerErrors
{
    /// <summary>The error; <see langword="null"/> where it is not the server's.</summary>
    public static ToolException? AsToolException(Exception exception) =>
        exception.GetType().Assembly.GetName().Name == "Telemetry.Tools.Server" ? Convert(exception) : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ToolException? Convert(Exception exception) => exception is ServerException error
        ? new ToolException(error.Id, error.Message, error.NextStep, error.IsUsage ? ExitCode.Usage : ExitCode.Failed, error)
        : null;
}
