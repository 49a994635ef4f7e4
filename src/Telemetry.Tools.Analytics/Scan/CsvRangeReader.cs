using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads the rows of a CSV file under its header, as the store's reader does.</summary>
internal sealed class CsvRangeReader(StreamLayout layout, SlotMap slots, IRowSink sink) : IRangeReader
{
    private readonly CsvEventReader _events = new(layout, slots);
    private RowBlock _rows = new(0);

    public void Read(ScanRange range)
    {
        _rows = new RowBlock(slots.Columns.Length, 1, _events);
        range.Totals.Bytes = range.End - range.Start;

        // The reader closes what it is given; the range's handle belongs to the scan.
        using var rows = new CsvRowReader(new SafeFileHandle(range.Handle.DangerousGetHandle(), ownsHandle: false), range.FileEnd);
        var hasHeader = false;
        for (var status = rows.Next(); status != LineStatus.End; status = rows.Next())
        {
            if (status != LineStatus.Line) PassOver(range, status, rows.Number);
            else if (hasHeader) ReadRow(range, rows);
            else
            {
                _events.ReadHeader(rows.Row);
                hasHeader = true;
            }
        }
    }

    private void ReadRow(ScanRange range, CsvRowReader rows)
    {
        range.Totals.Lines++;
        switch (_events.Read(rows.Row, _rows.Next, out var reason))
        {
            case LineResult.Event:
                range.Totals.Events++;
                _rows.Next.KeepLine(rows.Row);
                _rows.Keep();
                _rows.HandTo(sink);
                break;
            case LineResult.Rejected:
                range.Totals.Reject(range.Path, rows.Number, reason);
                rows.Retract();
                break;
        }
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
