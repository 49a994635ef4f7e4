using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads a foreign CSV file. Rows that an earlier import read are passed over by their place in the file.</summary>
internal sealed class CsvFileReader(SchemaDocument schema, EventEncoder encoder, CsvDialect dialect)
{
    private readonly CsvRow _cells = new();

    public void Read(FileImport import, CsvRowReader rows, long end, Action<long> report, CancellationToken cancellationToken)
    {
        var start = import.Offset;
        var hasHeader = false;
        for (var status = rows.Next(); status != LineStatus.End; status = rows.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (import.IsFull || status == LineStatus.Pending) import.Save(Math.Max(start, rows.Offset), rows.Number - 1);
            import.IsPending = status == LineStatus.Pending;
            if (import.IsPending) return;
            if (hasHeader && rows.Offset >= start) ReadRow(import, rows, status);
            hasHeader = true;
            report(rows.Offset);
        }

        import.Save(Math.Max(start, end), rows.Number - 1);
    }

    private void ReadRow(FileImport import, CsvRowReader rows, LineStatus status)
    {
        import.CountLine();
        if (status == LineStatus.Line && TryEncode(rows.Row, out var line, out var reason))
        {
            import.Add(rows.Row, line);
            return;
        }

        if (status != LineStatus.Line) reason = status == LineStatus.TooLong ? RejectReasons.TooLong : RejectReasons.TornRow;
        else TryEncode(rows.Row, out _, out reason);
        import.Reject(rows.Number, reason);
        if (status == LineStatus.Line) rows.Retract();
    }

    private bool TryEncode(ReadOnlySpan<byte> row, out ReadOnlySpan<byte> line, out string reason)
    {
        line = default;
        reason = "not CSV";
        if (!_cells.Split(row, dialect.Separator)) return false;
        if (row.Contains((byte)0)) reason = "NUL bytes";
        else if (!System.Text.Unicode.Utf8.IsValid(row)) reason = "not UTF-8";
        else if (_cells.Count > dialect.Columns.Count) reason = "more cells than columns";
        else return encoder.TryEncode(new TextFieldSource(Texts(row, out var kind)), kind, out line, out reason);
        return false;
    }

    private Dictionary<string, string> Texts(ReadOnlySpan<byte> row, out string? kind)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        kind = null;
        for (var i = 0; i < _cells.Count; i++)
        {
            if (_cells[i].Length == 0 && !_cells[i].IsQuoted) continue;
            var text = System.Text.Encoding.UTF8.GetString(CsvRow.Text(row, _cells[i], new byte[_cells[i].Length]));
            if (dialect.Columns[i] == schema.Discriminator) kind = text;
            texts[dialect.Columns[i]] = text;
        }

        return texts;
    }
}
