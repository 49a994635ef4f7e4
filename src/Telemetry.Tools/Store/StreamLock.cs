using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>The lock of a stream's folder: held while segments are made, closed and removed. The system takes it back from a process that was killed.</summary>
/// <remarks>One thread at a time; the appender's own lock sees to that. May be entered again by its holder.</remarks>
internal sealed class StreamLock(string path) : IDisposable
{
    public const string Name = ".lock";
    private const int Yields = 50;

    /// <summary>How long a holder may take before it counts as stuck (stopped, on a dead network drive): a host must not wait for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private SafeFileHandle? _handle;
    private int _depth;

    /// <summary>Takes a lock for one piece of work.</summary>
    /// <exception cref="IOException">Somebody else holds it for too long.</exception>
    public static StreamLock Hold(string path)
    {
        var held = new StreamLock(path);
        if (held.TryEnter(Patience)) return held;
        held.Dispose();
        throw new IOException($"'{path}' is held by another process.");
    }

    /// <summary>Lets others work before the next attempt.</summary>
    public static void Pause(int attempt)
    {
        if (attempt < Yields) Thread.Yield();
        else Thread.Sleep(1);
    }

    /// <summary>Takes the lock, waiting at most so long.</summary>
    public bool TryEnter(TimeSpan patience)
    {
        if (_depth == 0 && !TryAcquire(patience)) return false;
        _depth++;
        return true;
    }

    public void Exit()
    {
        if (--_depth == 0 && _handle is not null) NativeFiles.Current.Unlock(_handle);
    }

    public void Dispose()
    {
        _handle?.Dispose();
        _handle = null;
        _depth = 0;
    }

    private bool TryAcquire(TimeSpan patience)
    {
        var start = Stopwatch.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            _handle ??= Open();
            if (NativeFiles.Current.TryLock(_handle))
            {
                if (IsInPlace()) return true;
                _handle.Dispose();
                _handle = null;
            }

            if (Stopwatch.GetElapsedTime(start) > patience) return false;
            Pause(attempt);
        }
    }

    private SafeFileHandle Open()
    {
        var handle = NativeFiles.Current.OpenAppend(path);
        try
        {
            Ownership.RequireFile(path, NativeFiles.Current.Stat(handle));
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    // A lock file that somebody deleted no longer excludes anybody.
    private bool IsInPlace() => NativeFiles.Current.Stat(path)?.Identity == NativeFiles.Current.Stat(_handle!).Identity;
}
