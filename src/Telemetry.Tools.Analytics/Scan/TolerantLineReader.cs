namespace Telemetry.Tools.Analytics;

/// <summary>What became of a line.</summary>
internal enum LineResult
{
    /// <summary>It is an event.</summary>
    Event,

    /// <summary>It is an event of a kind that the schema does not know: from a newer version, and no fault.</summary>
    OtherEvent,

    /// <summary>It is no event.</summary>
    Rejected,
}

/// <summary>Reads a line whatever its field order, spaces, escapes and unknown fields, and says why it is no event, in the words of the generated readers.
/// What the fast plan cannot take comes here.</summary>
internal sealed class TolerantLineReader(StreamLayout layout, SlotMap slots)
{
    private readonly JsonValues _values = new(slots);

    /// <summary>Fills the row.</summary>
    public LineResult Read(ReadOnlySpan<byte> line, Row row, out string reason)
    {
        row.Clear();
        reason = "";
        var reader = new JsonLineReader(line);
        if (layout.Schema.Discriminator is { } name)
        {
            if (!reader.FindText(name, out var kind)) return Reject(ref reader, out reason);
            row.Event = layout.EventIndex(kind);
            if (row.Event < 0) return LineResult.OtherEvent;
        }

        return ReadEvent(ref reader, layout.Events[row.Event], row) ? LineResult.Event : Reject(ref reader, out reason);
    }

    private bool ReadEvent(ref JsonLineReader reader, EventLayout layout, Row row) =>
        reader.Begin()
        && _values.TryFields(ref reader, layout.Fields, layout.Names, row, out var seen)
        && reader.End()
        && !JsonValues.IsMissing(ref reader, layout.Names, layout.Required, seen);

    private static LineResult Reject(ref JsonLineReader reader, out string reason)
    {
        reader.Reject(out var error);
        reason = error.ToString();
        return LineResult.Rejected;
    }
}
