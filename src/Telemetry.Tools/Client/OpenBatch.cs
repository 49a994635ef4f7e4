using System.Buffers;

namespace Telemetry.Tools;

/// <summary>A batch that still grows: in a file of the buffer folder where there is one, else in memory.</summary>
internal sealed class OpenBatch(string stream, TimeSpan since, BufferFolder? folder, HeldEvents held)
{
    private readonly ArrayBufferWriter<byte> _lines = new();
    private BufferFile? _file = folder?.TryCreate(stream);
    private int _savedCount;
    private int _savedBytes;

    /// <summary>When its first event came.</summary>
    public TimeSpan Since { get; } = since;

    public int Count { get; private set; }

    public int Bytes => _lines.WrittenCount;

    public void Add(ReadOnlySpan<byte> line)
    {
        _lines.Write(line);
        Count++;
    }

    /// <summary>Hands what is new to the disk.</summary>
    public void Save()
    {
        if (_file is null || folder is null || _savedCount == Count) return;
        var lines = _lines.WrittenSpan[_savedBytes..];
        if (!folder.HasRoom(lines.Length))
        {
            StayInMemory();
            return;
        }

        try
        {
            _file.Append(lines);
            folder.Wrote(lines.Length);
            held.Release(Count - _savedCount, lines.Length);
            (_savedCount, _savedBytes) = (Count, Bytes);
        }
        catch (IOException error)
        {
            folder.Fail(error);
            StayInMemory();
        }
    }

    /// <summary>Ends it.</summary>
    /// <returns>The batch, where it is in memory only; else <see langword="null"/>, and the folder has it.</returns>
    public SealedBatch? Seal()
    {
        Save();
        if (_file is null) return new SealedBatch(stream, _lines.WrittenMemory);
        _file.Seal();
        folder!.Add(_file.Name);
        return null;
    }

    /// <summary>Leaves what is on disk to others.</summary>
    /// <returns>How many events are not there.</returns>
    public int Abandon()
    {
        _file?.Seal();
        return Count - _savedCount;
    }

    // What was saved stays in its file, and goes to the server from there; the rest begins a batch of its own in memory.
    private void StayInMemory()
    {
        if (_savedCount == 0)
        {
            _file!.Delete();
        }
        else
        {
            _file!.Seal();
            folder!.Add(_file.Name);
        }

        var rest = _lines.WrittenSpan[_savedBytes..].ToArray();
        _lines.Clear();
        _lines.Write(rest);
        Count -= _savedCount;
        (_savedCount, _savedBytes) = (0, 0);
        _file = null;
    }
}
