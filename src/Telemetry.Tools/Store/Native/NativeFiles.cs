using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>The file operations that .NET lacks: a true append, identity and owner of a file, an advisory lock, a rename that never overwrites.</summary>
/// <remarks>Linux is tested; macOS and Windows are written after their manuals and untested. Failures are <see cref="IOException"/>s whose message holds the system's words.</remarks>
internal abstract class NativeFiles
{
    /// <summary>The running system's.</summary>
    public static NativeFiles Current { get; } = Choose();

    /// <summary>The user whose files may be touched; 0 on Windows.</summary>
    public abstract uint User { get; }

    /// <summary>Facts about a path, a link at its end not followed; <see langword="null"/> when nothing is there.</summary>
    public abstract FileFacts? Stat(string path);

    /// <summary>Facts about an open file.</summary>
    public abstract FileFacts Stat(SafeFileHandle handle);

    /// <summary>Opens a file whose every write lands at its end; creates it (mode 0600) where it is missing. Never follows a link.</summary>
    public abstract SafeFileHandle OpenAppend(string path);

    /// <summary>Opens a file for reading while others write, rename and delete it. Never follows a link.</summary>
    public abstract SafeFileHandle OpenRead(string path);

    /// <summary>Makes a file (mode 0600) that must not exist yet.</summary>
    public abstract SafeFileHandle CreateNew(string path);

    /// <summary>Makes a folder (mode 0700) and the missing ones above it.</summary>
    public abstract void CreateFolder(string path);

    /// <summary>One write call. On a handle of <see cref="OpenAppend"/> the bytes land at the file's end, in one piece among other writers.</summary>
    /// <returns>How many bytes were taken: fewer than given when the disk or a limit ends in the middle.</returns>
    public abstract int Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes);

    /// <summary>Where this handle's last write ended.</summary>
    public abstract long Position(SafeFileHandle handle);

    /// <summary>The byte at a place; <see langword="null"/> when there is none or it cannot be read.</summary>
    public abstract byte? ByteAt(SafeFileHandle handle, long offset);

    /// <summary>Renames without overwriting; <see langword="false"/> when the new name is taken.</summary>
    public abstract bool TryMove(string from, string to);

    /// <summary>Takes the exclusive lock of a file if nobody else holds it. The lock ends with the handle, also when the process is killed.</summary>
    public abstract bool TryLock(SafeFileHandle handle);

    /// <summary>Gives the lock back.</summary>
    public abstract void Unlock(SafeFileHandle handle);

    /// <summary>Makes new names in a folder survive a power cut.</summary>
    public abstract void SyncFolder(string path);

    private static NativeFiles Choose() =>
        OperatingSystem.IsWindows() ? new WindowsFiles()
        : OperatingSystem.IsLinux() || OperatingSystem.IsAndroid() ? new LinuxFiles()
        : new MacFiles();
}
