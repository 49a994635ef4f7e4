using Microsoft.Build.Framework;
using Microsoft.Build.Logging;

namespace Telemetry.Tools.MSBuild;

/// <summary>
/// Records what a build did. Attached by <c>-distributedlogger:</c> with MSBuild's own ConfigurableForwardingLogger, so that worker nodes never load this assembly.
/// It never throws, prints or waits: whatever goes wrong, it stops listening and the build goes on.
/// </summary>
/// <remarks>
/// It derives from a logger of MSBuild's own, because of any other type MSBuild assumes that it reads each message: all tasks of all projects would write those
/// of low importance for it (LoggingService.UpdateMinimumMessageImportance).
/// </remarks>
public sealed class BuildLogger : ConfigurableForwardingLogger, IDisposable
{
    private LoggerSession? _session;

    /// <summary>The events it needs, in the form that ConfigurableForwardingLogger takes as parameters.</summary>
    public const string ForwardedEvents = "PROJECTSTARTEDEVENT;PROJECTFINISHEDEVENT;TARGETSTARTEDEVENT;TARGETFINISHEDEVENT;ERROREVENT;WARNINGEVENT";

    /// <inheritdoc/>
    public override void Initialize(IEventSource eventSource)
    {
        try
        {
            Shutdown();

            // A binary log that is replayed is a build of another day, which was recorded then.
            if (eventSource is null || eventSource.GetType().Name == "BinaryLogReplayEventSource") return;
            if (BuildSink.OpenIfEnabled() is { } sink) _session = new LoggerSession(eventSource, sink);
        }
        catch (Exception)
        {
            _session = null;
        }
    }

    /// <inheritdoc/>
    public override void Shutdown()
    {
        try
        {
            _session?.Dispose();
        }
        catch (Exception)
        {
            // Nothing of this may reach the build.
        }

        _session = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Shutdown();
}
