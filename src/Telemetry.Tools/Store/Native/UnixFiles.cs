using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>What Linux and macOS have in common.</summary>
[UnsupportedOSPlatform("windows")]
internal abstract unsafe class UnixFiles : NativeFiles
{
    private const int SeekCurrent = 1;
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;
    private const int LockRelease = 8;
    private const uint TypeMask = 0xF000;

    public override uint User { get; } = Libc.EffectiveUser();

    public override void CreateFolder(string path) =>
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    public override int Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                var count = Libc.Write(handle, start, bytes.Length);
                if (count >= 0) return (int)count;
                if (Marshal.GetLastPInvokeError() != Libc.Interrupted) throw Failure();
            }
        }
    }

    public override long Position(SafeFileHandle handle)
    {
        var position = Libc.Seek(handle, 0, SeekCurrent);
        return position >= 0 ? position : throw new IOException("The file has no position.");
    }

    public override byte? ByteAt(SafeFileHandle handle, long offset)
    {
        byte value;
        return Libc.ReadAt(handle, &value, 1, offset) == 1 ? value : null;
    }

    public override bool TryLock(SafeFileHandle handle) => Libc.Lock(handle, LockExclusive | LockNonBlocking) == 0;

    public override void Unlock(SafeFileHandle handle) => _ = Libc.Lock(handle, LockRelease);

    public override void SyncFolder(string path)
    {
        using var handle = OpenRead(path);
        if (Libc.Sync(handle) != 0) throw Failure();
    }

    public override bool TryMove(string from, string to)
    {
        if (TryLink(from, to) is not { } linked)
        {
            if (Stat(to) is not null) return false;
            File.Move(from, to, overwrite: false);
            return true;
        }

        if (linked) File.Delete(from);
        return linked;
    }

    protected static FileKind KindOf(uint mode) => (mode & TypeMask) switch
    {
        0x8000 => FileKind.File,
        0x4000 => FileKind.Folder,
        0xA000 => FileKind.Link,
        _ => FileKind.Other,
    };

    protected static IOException Failure(string? path = null)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = Marshal.GetPInvokeErrorMessage(error);
        return new IOException(path is null ? message : $"{message} ({path})", error);
    }

    protected static SafeFileHandle Handle(int descriptor, string path) =>
        descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failure(path);

    /// <summary>A second name, then the first one goes: never overwrites. <see langword="null"/> where the file system has no second names.</summary>
    private static bool? TryLink(string from, string to)
    {
        if (Libc.Link(from, to) == 0) return true;
        return Marshal.GetLastPInvokeError() switch
        {
            Libc.ExistsAlready => false,
            Libc.NoEntry => throw Failure(from),
            _ => null,
        };
    }
}
