namespace Telemetry.Tools.Schema;

/// <summary>Turns offsets into lines and columns. Lines end with \n, \r\n or \r; a byte order mark takes up no column.</summary>
internal sealed class LineMap
{
    private readonly List<int> _starts = [];

    public LineMap(string text)
    {
        _starts.Add(text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0);
        for (var i = 0; i < text.Length; i++)
        {
            var isLineEnd = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'));
            if (isLineEnd) _starts.Add(i + 1);
        }
    }

    /// <summary>Line and column of an offset, both from 1.</summary>
    public (int Line, int Column) Find(int offset)
    {
        var index = _starts.BinarySearch(offset);
        if (index < 0) index = ~index - 1;
        if (index < 0) index = 0;
        return (index + 1, Math.Max(0, offset - _starts[index]) + 1);
    }
}
