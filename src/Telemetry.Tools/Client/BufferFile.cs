using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>The file of a batch that is still growing; locked, so that no other process takes it while this one lives.</summary>
internal sealed class BufferFile(SafeFileHandle handle, string path)
{
    public string Name => System.IO.Path.GetFileName(path);

    /// <summary>Appends whole lines.</summary>
    /// <exception cref="IOException">The disk does not take them.</exception>
    public void Append(ReadOnlySpan<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            var written = NativeFiles.Current.Write(handle, lines);
            if (written == 0) throw new IOException("the disk takes no more bytes");
            lines = lines[written..];
        }
    }

    /// <summary>Lets anybody send it.</summary>
    public void Seal() => handle.Dispose();

    /// <summary>Takes it away: its lines are elsewhere.</summary>
    public void Delete()
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What is sent twice counts once.
        }

        handle.Dispose();
    }
}
