using Microsoft.Build.Framework;

namespace Telemetry.Tools.MSBuild;

/// <summary>One build as the logger hears it, from Initialize to Shutdown. Nothing of it outlives the build: the process may serve the next one.</summary>
internal sealed class LoggerSession : IDisposable
{
    private readonly Interrupt _interrupt = new();
    private readonly BuildRecorder _recorder;
    private readonly BuildSink _sink;
    private readonly Guid _buildId = Guid.CreateVersion7();
    private readonly StepNotes _notes;
    private bool _done;

    public LoggerSession(IEventSource events, BuildSink sink)
    {
        _sink = sink;
        _notes = StepNotes.Create(_buildId);
        _recorder = new BuildRecorder(_interrupt);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        Environment.SetEnvironmentVariable(StepNotes.Variable, _notes.Path);

        events.ProjectStarted += (_, e) => Hear(_recorder.ProjectStarted, e);
        events.ProjectFinished += (_, e) => Hear(_recorder.ProjectFinished, e);
        events.TargetStarted += Listener<TargetStartedEventArgs>(_recorder.TargetStarted).Invoke;
        events.TargetFinished += Listener<TargetFinishedEventArgs>(_recorder.TargetFinished).Invoke;
        events.ErrorRaised += (_, e) => Hear(_recorder.ErrorRaised, e);
        events.WarningRaised += Listener<BuildWarningEventArgs>(_recorder.WarningRaised).Invoke;
        events.BuildFinished += (_, e) => Hear(finished => Finish(finished.Timestamp.ToUniversalTime()), e);
    }

    public void Dispose()
    {
        Finish(DateTime.UtcNow);
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        _interrupt.Dispose();
        _sink.Dispose();
        Environment.SetEnvironmentVariable(StepNotes.Variable, null);
    }

    /// <summary>A handler that serves thousands of events without an allocation each.</summary>
    private Action<object, T> Listener<T>(Action<T> record) => (_, e) => Hear(record, e);

    private void Hear<T>(Action<T> record, T e)
    {
        if (_done) return;
        try
        {
            record(e);
        }
        catch (Exception)
        {
            // An exception in a logger fails the build, so a logger that has lost its way falls silent instead.
            _done = true;
        }
    }

    private void Finish(DateTime end)
    {
        if (_done) return;
        _done = true;
        var runs = _recorder.Finish(end);
        var steps = _notes.TakeAll(end, _interrupt.Happened ? FailureCode.Cancelled : FailureCode.Unknown);
        _sink.Write(StepMerge.Of(runs, steps), _buildId);
    }

    private void OnProcessExit(object? sender, EventArgs e)
    {
        try
        {
            _recorder.Cancel();
            Finish(DateTime.UtcNow);
        }
        catch (Exception)
        {
            // The process ends either way.
        }
    }
}
