using System.Runtime.InteropServices;

namespace Telemetry.Tools.Server;

/// <summary>Brings a folder's list of files to disk, so that a new file survives a loss of power.</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;

    public static void Flush(string folder)
    {
        // Windows has no such call: NTFS keeps its lists in a journal.
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) throw new IOException($"The folder {folder} cannot be opened.");
        var result = Sync(descriptor);
        Close(descriptor);
        if (result != 0) throw new IOException($"The folder {folder} cannot be brought to disk.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
