namespace Telemetry.Tools;

/// <summary>Decodes one segment's lines or rows into events; what is no event is counted and named, and takes no other with it.</summary>
internal sealed class SegmentEvents<TEvent>(OpenSegment segment, RejectedLines rejected, StoreWarnings warnings)
    where TEvent : class, ITelemetryEvent<TEvent>
{
    public IEnumerable<TEvent> Decode() => segment.Format == StreamFormat.Csv ? DecodeRows() : DecodeLines();

    private IEnumerable<TEvent> DecodeLines()
    {
        using var reader = new LineReader(segment.Handle, 0, segment.Facts.Size);
        while (TryNext(reader.Next, out var status))
        {
            if (status != LineStatus.Line)
            {
                PassOver(status, reader.Number);
                continue;
            }

            switch (TEvent.ReadJson(reader.Line, out var value, out var error))
            {
                case ReadStatus.Event:
                    yield return value!;
                    break;
                case ReadStatus.Rejected:
                    Reject(reader.Number, error.ToString());
                    break;
            }
        }
    }

    private IEnumerable<TEvent> DecodeRows()
    {
        using var reader = new CsvRowReader(segment.Handle, segment.Facts.Size);
        CsvHeader? header = null;
        while (TryNext(reader.Next, out var status))
        {
            if (status != LineStatus.Line)
            {
                PassOver(status, reader.Number);
                continue;
            }

            if (header is null)
            {
                header = CsvHeader.Parse(reader.Row);
                continue;
            }

            switch (TEvent.ReadCsv(reader.Row, header, out var value, out var error))
            {
                case ReadStatus.Event:
                    yield return value!;
                    break;
                case ReadStatus.Rejected:
                    Reject(reader.Number, error.ToString());
                    reader.Retract();
                    break;
            }
        }
    }

    private bool TryNext(Func<LineStatus> next, out LineStatus status)
    {
        try
        {
            status = next();
            return status != LineStatus.End;
        }
        catch (IOException error)
        {
            warnings.Add(StoreDiagnostics.Unreadable(segment.Path, error.Message));
            status = LineStatus.End;
            return false;
        }
    }

    private void PassOver(LineStatus status, long number)
    {
        if (status == LineStatus.Pending) rejected.AddPending();
        else Reject(number, status == LineStatus.TooLong ? "line too long" : "torn row");
    }

    private void Reject(long number, string reason) => rejected.Add(new RejectedLine(segment.Path, number, reason));
}
