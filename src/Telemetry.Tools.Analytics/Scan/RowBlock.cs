namespace Telemetry.Tools.Analytics;

/// <summary>The rows that a reader fills before a sink takes them all: what is done to many at once costs each of them less.</summary>
internal sealed class RowBlock
{
    /// <summary>Most rows of a block.</summary>
    public const int MaxRows = 32;

    private readonly Row[] _rows;
    private int _count;

    public RowBlock(int columns, int size = MaxRows, CsvEventReader? csv = null)
    {
        _rows = new Row[size];
        for (var i = 0; i < size; i++) _rows[i] = new Row(columns) { Csv = csv };
    }

    /// <summary>The row to fill next.</summary>
    public Row Next => _rows[_count];

    /// <summary>The filled rows.</summary>
    public ReadOnlySpan<Row> Rows => _rows.AsSpan(0, _count);

    /// <summary>Tells the rows what their texts refer to from now on.</summary>
    public void Point(byte[] buffer)
    {
        foreach (var row in _rows) row.Buffer = buffer;
    }

    /// <summary>The next row is filled; <see langword="true"/> where it was the last that there is room for.</summary>
    public bool Keep() => ++_count == _rows.Length;

    /// <summary>Hands the filled rows over and starts anew.</summary>
    public void HandTo(IRowSink sink)
    {
        if (_count > 0) sink.Accept(Rows);
        _count = 0;
    }
}
