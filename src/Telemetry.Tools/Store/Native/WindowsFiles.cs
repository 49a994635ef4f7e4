using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>Windows: <c>FILE_APPEND_DATA</c> without <c>FILE_WRITE_DATA</c> makes every write land at the file's end. Untested.</summary>
internal sealed unsafe partial class WindowsFiles : NativeFiles
{
    private const uint ReadData = 0x1;
    private const uint AppendData = 0x4;
    private const uint WriteData = 0x2;
    private const uint Synchronize = 0x100000;
    private const uint ReadAttributes = 0x80;
    private const uint ShareAll = 0x7;
    private const uint CreateNewFile = 1;
    private const uint OpenExisting = 3;
    private const uint OpenAlways = 4;
    private const uint OpenReparsePoint = 0x00200000;
    private const uint BackupSemantics = 0x02000000;
    private const uint AttributeFolder = 0x10;
    private const uint AttributeReparsePoint = 0x400;
    private const uint LockExclusiveNow = 0x3;
    private const int FileNotFound = 2;
    private const int PathNotFound = 3;

    // A user's profile is protected by its access list; there is no owner number to compare.
    public override uint User => 0;

    public override SafeFileHandle OpenAppend(string path) =>
        Open(path, ReadData | AppendData | ReadAttributes | Synchronize, OpenAlways, OpenReparsePoint);

    public override SafeFileHandle OpenRead(string path) =>
        Open(path, ReadData | ReadAttributes | Synchronize, OpenExisting, OpenReparsePoint);

    public override SafeFileHandle CreateNew(string path) =>
        Open(path, ReadData | WriteData | AppendData | ReadAttributes | Synchronize, CreateNewFile, OpenReparsePoint);

    public override void CreateFolder(string path) => Directory.CreateDirectory(path);

    public override FileFacts? Stat(string path)
    {
        using var handle = CreateFile(path, ReadAttributes, ShareAll, 0, OpenExisting, OpenReparsePoint | BackupSemantics, 0);
        if (!handle.IsInvalid) return Stat(handle);
        return Marshal.GetLastPInvokeError() is FileNotFound or PathNotFound ? null : throw Failure(path);
    }

    public override FileFacts Stat(SafeFileHandle handle)
    {
        FileInformation facts;
        if (GetFileInformation(handle, &facts) == 0) throw Failure();
        return new FileFacts(
            new FileIdentity(facts.Volume, ((ulong)facts.IndexHigh << 32) | facts.IndexLow),
            ((long)facts.SizeHigh << 32) | facts.SizeLow, KindOf(facts.Attributes), 0, 0);
    }

    public override int Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes)
    {
        uint written;
        fixed (byte* start = bytes)
        {
            if (WriteFile(handle, start, (uint)bytes.Length, &written, 0) == 0) throw Failure();
        }

        return (int)written;
    }

    public override long Position(SafeFileHandle handle)
    {
        long position;
        return SetFilePointer(handle, 0, &position, 1) != 0 ? position : throw Failure();
    }

    public override byte? ByteAt(SafeFileHandle handle, long offset)
    {
        Span<byte> value = stackalloc byte[1];
        return RandomAccess.Read(handle, value, offset) == 1 ? value[0] : null;
    }

    public override bool TryMove(string from, string to)
    {
        if (MoveFile(from, to, 0) != 0) return true;
        return Stat(to) is not null ? false : throw Failure(from);
    }

    public override bool TryLock(SafeFileHandle handle)
    {
        NativeOverlapped overlapped = default;
        return LockFile(handle, LockExclusiveNow, 0, 1, 0, &overlapped) != 0;
    }

    public override void Unlock(SafeFileHandle handle)
    {
        NativeOverlapped overlapped = default;
        _ = UnlockFile(handle, 0, 1, 0, &overlapped);
    }

    // NTFS journals names by itself.
    public override void SyncFolder(string path)
    {
    }

    private static FileKind KindOf(uint attributes) =>
        (attributes & AttributeReparsePoint) != 0 ? FileKind.Link
        : (attributes & AttributeFolder) != 0 ? FileKind.Folder
        : FileKind.File;

    private static SafeFileHandle Open(string path, uint access, uint disposition, uint flags)
    {
        var handle = CreateFile(path, access, ShareAll, 0, disposition, flags, 0);
        if (!handle.IsInvalid) return handle;
        var failure = Failure(path);
        handle.Dispose();
        throw failure;
    }

    private static IOException Failure(string? path = null)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = new Win32Exception(error).Message;
        return new IOException(path is null ? message : $"{message} ({path})", error);
    }

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial SafeFileHandle CreateFile(string path, uint access, uint share, nint security, uint disposition, uint flags, nint template);

    [LibraryImport("kernel32", EntryPoint = "GetFileInformationByHandle", SetLastError = true)]
    private static partial int GetFileInformation(SafeFileHandle handle, FileInformation* information);

    [LibraryImport("kernel32", EntryPoint = "WriteFile", SetLastError = true)]
    private static partial int WriteFile(SafeFileHandle handle, byte* bytes, uint count, uint* written, nint overlapped);

    [LibraryImport("kernel32", EntryPoint = "SetFilePointerEx", SetLastError = true)]
    private static partial int SetFilePointer(SafeFileHandle handle, long distance, long* position, uint method);

    [LibraryImport("kernel32", EntryPoint = "MoveFileExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial int MoveFile(string from, string to, uint flags);

    [LibraryImport("kernel32", EntryPoint = "LockFileEx", SetLastError = true)]
    private static partial int LockFile(SafeFileHandle handle, uint flags, uint reserved, uint low, uint high, NativeOverlapped* overlapped);

    [LibraryImport("kernel32", EntryPoint = "UnlockFileEx", SetLastError = true)]
    private static partial int UnlockFile(SafeFileHandle handle, uint reserved, uint low, uint high, NativeOverlapped* overlapped);

    /// <summary><c>BY_HANDLE_FILE_INFORMATION</c>, the fields we need.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 52)]
    private struct FileInformation
    {
        [FieldOffset(0)] public uint Attributes;
        [FieldOffset(28)] public uint Volume;
        [FieldOffset(32)] public uint SizeHigh;
        [FieldOffset(36)] public uint SizeLow;
        [FieldOffset(44)] public uint IndexHigh;
        [FieldOffset(48)] public uint IndexLow;
    }
}
