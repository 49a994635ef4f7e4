using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>Calls of the C library that Linux and macOS share.</summary>
internal static unsafe partial class Libc
{
    public const int ExistsAlready = 17;
    public const int NoEntry = 2;
    public const int Interrupted = 4;

    // Declared without the variable argument: macOS on arm64 passes those elsewhere than fixed ones.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle handle, byte* bytes, nint count);

    // Asks for a number that the system has at hand: not worth telling the garbage collector of.
    [LibraryImport("libc", EntryPoint = "lseek")]
    [SuppressGCTransition]
    public static partial long Seek(SafeFileHandle handle, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "pread")]
    public static partial nint ReadAt(SafeFileHandle handle, byte* bytes, nint count, long offset);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(SafeFileHandle handle, int operation);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string from, string to);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(SafeFileHandle handle);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();
}
