using System.Runtime.InteropServices;

namespace Telemetry.Tools;

/// <summary>
/// <c>RLIMIT_FSIZE</c> on Linux. A write past it raises SIGXFSZ, whose default ends the process, and .NET leaves it at that.
/// Where a limit is set, the signal is held back in the writing thread and thrown away, so that the write merely fails.
/// </summary>
internal readonly unsafe partial struct FileSizeLimit
{
    private const int LimitFileSize = 1;
    private const int SignalFileSize = 25;
    private const int Block = 0;
    private const int SetMask = 2;

    private FileSizeLimit(bool isSet) => IsSet = isSet;

    /// <summary>Whether this process has a limit.</summary>
    public bool IsSet { get; }

    public static FileSizeLimit Read()
    {
        var limits = stackalloc ulong[2];
        return new FileSizeLimit(GetLimit(LimitFileSize, limits) == 0 && limits[0] != ulong.MaxValue);
    }

    /// <summary>Holds the signal back in this thread until the result is disposed of.</summary>
    public static HeldSignal HoldSignal() => new(SetOf(SignalFileSize));

    private static SignalSet SetOf(int signal)
    {
        SignalSet set = default;
        set[(signal - 1) / 64] = 1ul << ((signal - 1) % 64);
        return set;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, ulong* limits);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int Mask(int how, SignalSet* set, SignalSet* old);

    [LibraryImport("libc", EntryPoint = "sigtimedwait")]
    private static partial int Take(SignalSet* set, void* info, long* timeout);

    [System.Runtime.CompilerServices.InlineArray(16)]
    internal struct SignalSet
    {
        private ulong _first;
    }

    /// <summary>A thread's signal mask to be put back.</summary>
    internal ref struct HeldSignal
    {
        private SignalSet _held;
        private SignalSet _before;

        public HeldSignal(SignalSet held)
        {
            _held = held;
            fixed (SignalSet* set = &_held, old = &_before) _ = Mask(Block, set, old);
        }

        public void Dispose()
        {
            var error = Marshal.GetLastPInvokeError();
            var now = stackalloc long[2];
            fixed (SignalSet* set = &_held, old = &_before)
            {
                _ = Take(set, null, now);
                _ = Mask(SetMask, old, null);
            }

            Marshal.SetLastPInvokeError(error);
        }
    }
}
