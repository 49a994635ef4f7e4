namespace Telemetry.Tools.Analytics;

/// <summary>Splits rows by RFC 4180: quotes count at the start of a cell, two of them inside mean one, and line ends may stand between them.</summary>
internal sealed class CsvRow
{
    private CsvCell[] _cells = new CsvCell[16];

    public int Count { get; private set; }

    public ref CsvCell this[int index] => ref _cells[index];

    /// <summary>Length of the first row without its line end; -1 where it does not end in these bytes.</summary>
    public static int LengthOf(ReadOnlySpan<byte> text, byte delimiter = (byte)',')
    {
        var at = 0;
        while (true)
        {
            if (at < text.Length && text[at] == '"')
            {
                at = BehindQuoted(text, at + 1);
                if (at < 0) return -1;
            }

            var next = text[at..].IndexOfAny(delimiter, (byte)'\n');
            if (next < 0) return -1;
            at += next;
            if (text[at] == '\n') return at;
            at++;
        }
    }

    /// <summary>Splits a row (without its line end); <see langword="false"/> where something follows a closing quote, or a quote is not closed.</summary>
    public bool Split(ReadOnlySpan<byte> row, byte delimiter = (byte)',')
    {
        Count = 0;
        if (row.EndsWith("\r"u8)) row = row[..^1];
        for (var at = 0; ; at++)
        {
            var isQuoted = at < row.Length && row[at] == '"';
            var end = isQuoted ? BehindQuoted(row, at + 1) : at + Behind(row[at..], delimiter);
            if (end < 0 || (isQuoted && end < row.Length && row[end] != delimiter)) return false;
            Add(isQuoted ? new CsvCell(at + 1, end - at - 2, true) : new CsvCell(at, end - at, false));
            if (end >= row.Length) return true;
            at = end;
        }
    }

    /// <summary>A cell's text; written into <paramref name="room"/> only where it holds doubled quotes.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> row, in CsvCell cell, Span<byte> room)
    {
        var text = row.Slice(cell.Start, cell.Length);
        if (!cell.IsQuoted || text.IndexOf((byte)'"') < 0) return text;
        var written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            room[written++] = text[i];
            if (text[i] == '"') i++;
        }

        return room[..written];
    }

    // Behind the closing quote; -1 where there is none.
    private static int BehindQuoted(ReadOnlySpan<byte> text, int at)
    {
        while (true)
        {
            var quote = text[at..].IndexOf((byte)'"');
            if (quote < 0) return -1;
            at += quote + 1;
            if (at >= text.Length || text[at] != '"') return at;
            at++;
        }
    }

    private static int Behind(ReadOnlySpan<byte> text, byte delimiter)
    {
        var end = text.IndexOf(delimiter);
        return end < 0 ? text.Length : end;
    }

    private void Add(CsvCell cell)
    {
        if (Count == _cells.Length) Array.Resize(ref _cells, Count * 2);
        _cells[Count++] = cell;
    }
}

/// <summary>Where a cell stands in its row, without its quotes.</summary>
internal readonly record struct CsvCell(int Start, int Length, bool IsQuoted);
