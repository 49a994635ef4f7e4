using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads the rows of a CSV file under its header, as the store's reader does.</summary>
internal sealed class CsvRangeReader(StreamLayout layout, SlotMap slots, IRowSink sink) : IRangeReader
{
    private readonly Row _row = new(slots.Columns.Length);
    private readonly CsvEventReader _events = new(layout, slots);

    public void Read(ScanRange range)
    {
        range.Totals.Bytes = range.End - range.Start;

        // The reader closes what it is given; the range's handle belongs to the scan.
        using var rows = new CsvRowReader(new SafeFileHandle(range.Handle.DangerousGetHandle(), ownsHandle: false), range.FileEnd);
        var hasHeader = false;
        for (var status = rows.Next(); status != LineStatus.End; status = rows.Next())
        {
            if (status != LineStatus.Line) PassOver(range, status, rows.Number);
            else if (hasHeader) ReadRow(range, rows);
            else hasHeader = ReadHeader(range, rows);
        }
    }

    private bool ReadHeader(ScanRange range, CsvRowReader rows)
    {
        if (!_events.ReadHeader(rows.Row)) range.Totals.Reject(range.Path, rows.Number, RejectReasons.NoHeader);
        return true;
    }

    private void ReadRow(ScanRange range, CsvRowReader rows)
    {
        range.Totals.Lines++;
        if (_events.Read(rows.Row, _row) is { } reason)
        {
            range.Totals.Reject(range.Path, rows.Number, reason);
            rows.Retract();
            return;
        }

        range.Totals.Events++;
        sink.Accept(_row, rows.Row);
    }

    private static void PassOver(ScanRange range, LineStatus status, long number)
    {
        if (status == LineStatus.Pending)
        {
            range.Totals.Pending++;
            return;
        }

        range.Totals.Lines++;
        range.Totals.Reject(range.Path, number, status == LineStatus.TooLong ? RejectReasons.TooLong : RejectReasons.TornRow);
    }
}
