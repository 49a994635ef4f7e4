using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>
/// An open segment that every write goes to the end of. Keeps whole lines whole: a torn tail that a killed process left is ended first, and a line that was glued to one
/// all the same (torn between our look and our write) is written again.
/// </summary>
internal sealed class AppendFile : IDisposable
{
    /// <summary>
    /// Ends a torn line and makes sure that it is none: "cancel", the control character for data to be disregarded. Nothing that begins as a JSON object stays one with it,
    /// and no row of CSV ends with it outside quotes.
    /// </summary>
    public const byte Cancel = 0x18;

    private const byte LineEnd = (byte)'\n';
    private const int MaxAttempts = 5;

    private readonly SafeFileHandle _handle;
    private readonly CsvTail? _rows;
    private long _ownEnd = -1;

    private AppendFile(SafeFileHandle handle, string path, StreamFormat format)
    {
        _handle = handle;
        _rows = format == StreamFormat.Csv ? new CsvTail(handle) : null;
        Path = path;
    }

    public string Path { get; }

    /// <summary>Which file the path led to when it was opened.</summary>
    public FileIdentity Identity { get; private set; }

    /// <summary>Where the file ended after the last own write, or when it was opened.</summary>
    public long End { get; private set; }

    /// <summary>Opens a segment, making it where it is missing, and ends its torn tail.</summary>
    /// <exception cref="StoreException">It is a link, no ordinary file, or belongs to somebody else.</exception>
    public static AppendFile Open(string path, StreamFormat format)
    {
        var files = NativeFiles.Current;
        if (files.Stat(path) is { } named) Ownership.RequireFile(path, named);
        var file = new AppendFile(files.OpenAppend(path), path, format);
        try
        {
            var facts = files.Stat(file._handle);
            Ownership.RequireFile(path, facts);
            file.Identity = files.Stat(path)?.Identity ?? facts.Identity;
            file.End = facts.Size;
            file.SealTail();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Ends a torn last line, if there is one.</summary>
    public void SealTail()
    {
        if (_rows is not null) SealRow();
        else if (RandomAccess.GetLength(_handle) is > 0 and var size && !EndsLine(size)) Write([LineEnd]);
    }

    /// <summary>Appends whole lines.</summary>
    /// <exception cref="IOException">The disk or a limit does not take them; those before the torn one are written.</exception>
    public void Append(ReadOnlySpan<byte> lines)
    {
        // Another writer may have been killed since; rows are written under the lock, so that none can be torn between this look and the write.
        if (_rows is not null) SealRow();
        Append(lines, 0);
    }

    /// <summary>Waits until the disk has it.</summary>
    public void Sync() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();

    private void Append(ReadOnlySpan<byte> lines, int attempt)
    {
        for (; !lines.IsEmpty; attempt++)
        {
            if (attempt == MaxAttempts) throw new IOException("The disk takes no more whole lines.");
            var fresh = Write(lines, out var written);
            var whole = written == lines.Length ? written : WholeLines(lines[..written]);
            if (written > whole) GiveUpLine();
            if (!fresh && whole > 0) Append(lines[..(lines.IndexOf(LineEnd) + 1)], attempt + 1);
            lines = lines[whole..];
        }
    }

    private int WholeLines(ReadOnlySpan<byte> bytes) => _rows is null ? bytes.LastIndexOf(LineEnd) + 1 : CsvTail.LastRowEnd(bytes);

    private void GiveUpLine()
    {
        if (_rows is null) Write([Cancel, LineEnd]);
        else SealRow();
    }

    // An open quote is closed first, so that the row ends here and not somewhere in the rows that follow.
    private void SealRow()
    {
        if (_rows!.IsTorn()) Write(_rows.IsQuoted ? [(byte)'"', Cancel, LineEnd] : [Cancel, LineEnd]);
    }

    private void Write(ReadOnlySpan<byte> bytes) => Write(bytes, out _);

    /// <summary>One write call.</summary>
    /// <returns>Whether it began on a line of its own.</returns>
    private bool Write(ReadOnlySpan<byte> bytes, out int written)
    {
        var files = NativeFiles.Current;
        written = files.Write(_handle, bytes);
        if (written == 0) throw new IOException("The disk takes no more bytes.");
        var end = files.Position(_handle);
        var start = end - written;
        var fresh = start == 0 || start == _ownEnd || EndsLine(start);
        _ownEnd = bytes[written - 1] == LineEnd ? end : -1;
        End = end;
        _rows?.Wrote(bytes[..written], start);
        return fresh;
    }

    private bool EndsLine(long end) => NativeFiles.Current.ByteAt(_handle, end - 1) is null or LineEnd;
}
