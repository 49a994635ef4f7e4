using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>macOS: <c>write</c> on <c>O_APPEND</c>, since <c>pwrite</c> honours its offset there. Untested.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe partial class MacFiles : UnixFiles
{
    private const int ReadOnly = 0;
    private const int ReadWrite = 2;
    private const int NonBlocking = 0x4;
    private const int Append = 0x8;
    private const int NoFollow = 0x100;
    private const int CloseOnExec = 0x1000000;
    private const uint Exclusive = 4;
    private const int NotSupported = 45;

    public override SafeFileHandle OpenAppend(string path)
    {
        // Created by .NET: the mode is a variable argument of open(2), which cannot be passed from here on arm64.
        if (Stat(path) is null) TryCreate(path);
        return Handle(Libc.Open(path, ReadWrite | Append | NonBlocking | NoFollow | CloseOnExec), path);
    }

    public override SafeFileHandle OpenRead(string path) =>
        Handle(Libc.Open(path, ReadOnly | NonBlocking | NoFollow | CloseOnExec), path);

    public override SafeFileHandle CreateNew(string path)
    {
        new FileStream(path, PrivateFile(FileMode.CreateNew)).Dispose();
        return Handle(Libc.Open(path, ReadWrite | NoFollow | CloseOnExec), path);
    }

    public override FileFacts? Stat(string path)
    {
        StatBuffer facts;
        if (StatPath(path, &facts) == 0) return facts.ToFacts();
        return Marshal.GetLastPInvokeError() == Libc.NoEntry ? null : throw Failure(path);
    }

    public override FileFacts Stat(SafeFileHandle handle)
    {
        StatBuffer facts;
        return StatHandle(handle, &facts) == 0 ? facts.ToFacts() : throw Failure();
    }

    public override bool TryMove(string from, string to)
    {
        if (RenameExclusive(from, to, Exclusive) == 0) return true;
        return Marshal.GetLastPInvokeError() switch
        {
            Libc.ExistsAlready => false,
            NotSupported => base.TryMove(from, to),
            _ => throw Failure(from),
        };
    }

    private static void TryCreate(string path)
    {
        try
        {
            new FileStream(path, PrivateFile(FileMode.CreateNew)).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another writer was faster.
        }
    }

    private static FileStreamOptions PrivateFile(FileMode mode) => new()
    {
        Mode = mode,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite | FileShare.Delete,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };

    private static int StatPath(string path, StatBuffer* facts) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatPathX64(path, facts) : StatPathArm(path, facts);

    private static int StatHandle(SafeFileHandle handle, StatBuffer* facts) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatHandleX64(handle, facts) : StatHandleArm(handle, facts);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatPathX64(string path, StatBuffer* facts);

    [LibraryImport("libc", EntryPoint = "lstat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatPathArm(string path, StatBuffer* facts);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static partial int StatHandleX64(SafeFileHandle handle, StatBuffer* facts);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static partial int StatHandleArm(SafeFileHandle handle, StatBuffer* facts);

    [LibraryImport("libc", EntryPoint = "renamex_np", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameExclusive(string from, string to, uint flags);

    /// <summary><c>struct stat</c> with 64-bit inodes (stat(2)), the fields we need.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatBuffer
    {
        [FieldOffset(0)] public uint Device;
        [FieldOffset(4)] public ushort Mode;
        [FieldOffset(8)] public ulong Index;
        [FieldOffset(16)] public uint User;
        [FieldOffset(96)] public long Size;

        public readonly FileFacts ToFacts() => new(new FileIdentity(Device, Index), Size, KindOf(Mode), User, Mode & 0x1FFu);
    }
}
