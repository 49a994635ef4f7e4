using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>The asked columns of one line; filled by a reader, used by a sink, then filled again.</summary>
internal sealed class Row(int columns)
{
    private byte[] _scratch = new byte[256];
    private int _used;
    private int _lineStart;
    private int _lineLength;

    public Cell[] Cells { get; } = new Cell[columns];

    /// <summary>Index of the event's kind.</summary>
    public int Event { get; set; }

    /// <summary>Knows the cells of the current row where it comes from a CSV file.</summary>
    public CsvEventReader? Csv { get; init; }

    /// <summary>What texts outside the scratch refer to, and the line itself.</summary>
    public byte[] Buffer { get; set; } = [];

    /// <summary>The line's bytes without its end.</summary>
    public ReadOnlySpan<byte> Line => Buffer.AsSpan(_lineStart, _lineLength);

    /// <summary>Forgets the scratch: for a reader that sets every asked cell.</summary>
    public void Restart() => _used = 0;

    /// <summary>Says where in the buffer the line stands.</summary>
    public void SetLine(int start, int length) => (_lineStart, _lineLength) = (start, length);

    /// <summary>Keeps a line that stands elsewhere; its texts must all be in the scratch.</summary>
    public void KeepLine(ReadOnlySpan<byte> line)
    {
        if (Buffer.Length < line.Length) Buffer = new byte[line.Length * 2];
        line.CopyTo(Buffer);
        SetLine(0, line.Length);
    }

    public void Clear()
    {
        Array.Clear(Cells);
        _used = 0;
        Event = 0;
    }

    /// <summary>The text of a cell of a text column.</summary>
    public ReadOnlySpan<byte> Text(in Cell cell) => (cell.InScratch ? _scratch : Buffer).AsSpan(cell.Start, cell.Length);

    /// <summary>Room for a text that does not stand in the line as it is.</summary>
    public Span<byte> Reserve(int length)
    {
        while (_used + length > _scratch.Length) Array.Resize(ref _scratch, _scratch.Length * 2);
        return _scratch.AsSpan(_used, length);
    }

    /// <summary>Keeps what was written into the reserved room as a cell's text.</summary>
    public void Keep(ref Cell cell, int length)
    {
        (cell.InScratch, cell.Start, cell.Length) = (true, _used, length);
        _used += length;
    }

    /// <summary>Copies a text into the scratch as a cell's text.</summary>
    public void Keep(ref Cell cell, ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        Keep(ref cell, text.Length);
    }

    /// <summary>Writes a number's canonical text as the cell's.</summary>
    public void KeepNumber<T>(ref Cell cell, T value, string? format = null)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(Reserve(48), out var written, format, CultureInfo.InvariantCulture);
        Keep(ref cell, written);
    }

    /// <summary>Keeps a text; always <see langword="true"/>.</summary>
    public bool TryKeep(ref Cell cell, string text)
    {
        Keep(ref cell, Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length))));
        return true;
    }

    /// <summary>Keeps a value's canonical text; always <see langword="true"/>.</summary>
    public bool TryKeep(ref Cell cell, Guid id)
    {
        KeepNumber(ref cell, id);
        return true;
    }

    /// <summary>Keeps a digest's text; always <see langword="true"/>.</summary>
    public bool TryKeep(ref Cell cell, Sha256 digest) => TryKeep(ref cell, digest.ToString());
}
