namespace Telemetry.Tools;

/// <summary>Small files that are there whole or not at all, mode 0600.</summary>
internal static class AtomicFile
{
    public const string TemporaryPrefix = ".tmp-";

    /// <summary>Makes a file; <see langword="false"/> when somebody else was first, whose file stays as it is.</summary>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content)
    {
        var temporary = WriteTemporary(path, content);
        try
        {
            if (NativeFiles.Current.TryMove(temporary, path)) return true;
        }
        catch
        {
            Discard(temporary);
            throw;
        }

        Discard(temporary);
        return false;
    }

    /// <summary>Makes a file or takes the place of the one that is there.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = WriteTemporary(path, content);
        try
        {
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    private static string WriteTemporary(string path, ReadOnlySpan<byte> content)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, TemporaryPrefix + Guid.NewGuid().ToString("N"));
        try
        {
            using var handle = NativeFiles.Current.CreateNew(temporary);
            WriteAll(handle, content);
            RandomAccess.FlushToDisk(handle);
            return temporary;
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    private static void WriteAll(Microsoft.Win32.SafeHandles.SafeFileHandle handle, ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            var written = NativeFiles.Current.Write(handle, content);
            if (written == 0) throw new IOException("The disk takes no more bytes.");
            content = content[written..];
        }
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A leftover is removed by clear.
        }
    }
}
