namespace Telemetry.Tools;

/// <summary>
/// A run of a prompt that was started by <see cref="PromptRun.Start"/>. The first of <see cref="Complete"/>, <see cref="Fail(Exception)"/>, <see cref="Fail(string)"/> and
/// <see cref="Dispose"/> records it; later ones do nothing. Safe for use by several threads; never throws.
/// </summary>
public sealed class RunningPrompt : IDisposable
{
    /// <summary>What is recorded as the error of a run that was disposed without being completed.</summary>
    public const string NotCompleted = "not completed";

    private readonly PromptRun? _begun;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private EventStore? _store;
    private volatile string? _model;

    internal RunningPrompt(EventStore store, PromptRun begun, TimeProvider clock) =>
        (_store, _begun, _clock, _start) = (store, begun, clock, clock.GetTimestamp());

    private RunningPrompt() => _clock = TimeProvider.System;

    /// <summary>Records nothing.</summary>
    internal static RunningPrompt Off { get; } = new();

    /// <summary>Whether the run will be recorded: telemetry is on and the run has not ended.</summary>
    public bool IsRecording => Volatile.Read(ref _store) is not null;

    /// <summary>The model, where it is known only with the answer; <see langword="null"/> leaves what the run was started with.</summary>
    public string? Model
    {
        get => _model ?? _begun?.Model;
        set
        {
            if (_begun is not null) _model = value;
        }
    }

    /// <summary>Records the run as a success.</summary>
    /// <param name="output">The output, of which only the SHA-256 is kept; <see langword="null"/> where there is none.</param>
    public void Complete(string? output = null) => End(true, output, null);

    /// <summary>Records the run as failed.</summary>
    /// <param name="error">Why: the first line of its message is kept, masked by <see cref="ErrorText"/>.</param>
    public void Fail(Exception error) => End(false, null, error);

    /// <summary>Records the run as failed.</summary>
    /// <param name="error">Why: its first line is kept, masked by <see cref="ErrorText"/>.</param>
    public void Fail(string error) => End(false, null, error);

    /// <summary>Records the run as failed where neither success nor failure was said.</summary>
    public void Dispose() => End(false, null, NotCompleted);

    private void End(bool success, string? output, object? error)
    {
        if (_begun is null || Interlocked.Exchange(ref _store, null) is not { } store) return;
        try
        {
            store.Append(_begun with
            {
                Model = Model,
                Output = output,
                Success = success,
                LatencyMs = (long)Math.Round(Math.Max(0, _clock.GetElapsedTime(_start).TotalMilliseconds)),
                Error = success ? null : TextOf(error),
            });
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A broken clock is no reason to break a program that only wanted to be measured.
        }
    }

    private static string TextOf(object? error) => error is Exception thrown ? ErrorText.Of(thrown) : ErrorText.Of(error as string) ?? ErrorText.Unknown;
}
