using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>Linux: <c>O_APPEND</c>, <c>statx</c> (one layout on every processor), <c>renameat2</c>.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe partial class LinuxFiles : UnixFiles
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;
    private const uint NoReplace = 1;
    private const int NoSuchCall = 38;
    private const int InvalidArgument = 22;
    private const int UserReadWrite = 0x180;

    private const int ReadOnly = 0;
    private const int ReadWrite = 2;
    private const int Create = 0x40;
    private const int Exclusive = 0x80;
    private const int Append = 0x400;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    // These processors number this one flag differently.
    private static readonly int OpenNoFollow =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm or Architecture.Ppc64le ? 0x8000 : 0x20000;

    private readonly FileSizeLimit _limit = FileSizeLimit.Read();

    // NonBlocking: a named pipe in a segment's place must not hold the host.
    public override SafeFileHandle OpenAppend(string path) => Open(path, ReadWrite | Create | Append | NonBlocking);

    public override SafeFileHandle OpenRead(string path) => Open(path, ReadOnly | NonBlocking);

    public override SafeFileHandle CreateNew(string path) => Open(path, ReadWrite | Create | Exclusive);

    public override int Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes)
    {
        if (!_limit.IsSet) return base.Write(handle, bytes);
        using var mask = FileSizeLimit.HoldSignal();
        return base.Write(handle, bytes);
    }

    public override FileFacts? Stat(string path)
    {
        Statx facts;
        if (StatAt(CurrentFolder, path, NoFollow, BasicStats, &facts) == 0) return facts.ToFacts();
        return Marshal.GetLastPInvokeError() == Libc.NoEntry ? null : throw Failure(path);
    }

    public override FileFacts Stat(SafeFileHandle handle)
    {
        Statx facts;
        var added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            var descriptor = (int)handle.DangerousGetHandle();
            return StatAt(descriptor, string.Empty, EmptyPath, BasicStats, &facts) == 0 ? facts.ToFacts() : throw Failure();
        }
        finally
        {
            if (added) handle.DangerousRelease();
        }
    }

    public override bool TryMove(string from, string to)
    {
        if (Rename(CurrentFolder, from, CurrentFolder, to, NoReplace) == 0) return true;
        return Marshal.GetLastPInvokeError() switch
        {
            Libc.ExistsAlready => false,
            NoSuchCall or InvalidArgument => base.TryMove(from, to),
            _ => throw Failure(from),
        };
    }

    private static SafeFileHandle Open(string path, int flags) =>
        Handle(OpenWithMode(path, flags | OpenNoFollow | CloseOnExec, UserReadWrite), path);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenWithMode(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatAt(int folder, string path, int flags, uint mask, Statx* facts);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(int fromFolder, string from, int toFolder, string to, uint flags);

    /// <summary><c>struct statx</c>, the fields we need (statx(2)).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Statx
    {
        [FieldOffset(20)] public uint User;
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(32)] public ulong Index;
        [FieldOffset(40)] public ulong Size;
        [FieldOffset(136)] public uint DeviceMajor;
        [FieldOffset(140)] public uint DeviceMinor;

        public readonly FileFacts ToFacts() => new(
            new FileIdentity(((ulong)DeviceMajor << 32) | DeviceMinor, Index), (long)Size, KindOf(Mode), User, Mode & 0x1FFu);
    }
}
