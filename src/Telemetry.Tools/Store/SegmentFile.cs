using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>Opens segments for reading, refusing what is not the user's own ordinary file.</summary>
internal static class SegmentFile
{
    public static (SafeFileHandle Handle, FileFacts Facts) OpenRead(string path)
    {
        // Looked at before it is opened, since opening a device may do something.
        var named = NativeFiles.Current.Stat(path) ?? throw new FileNotFoundException("The segment is gone.", path);
        Ownership.RequireFile(path, named);
        var handle = NativeFiles.Current.OpenRead(path);
        try
        {
            var facts = NativeFiles.Current.Stat(handle);
            Ownership.RequireFile(path, facts);
            return (handle, facts);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
