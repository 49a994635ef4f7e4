namespace Telemetry.Tools.Analytics;

/// <summary>Some events, with what every question asks of them.</summary>
/// <param name="rows">Their columns.</param>
/// <param name="times">When each happened, in microseconds since 1970, or <see cref="NoTime"/>.</param>
/// <param name="outcomes">How each ended: an <see cref="Outcome"/>.</param>
internal readonly ref struct EventBlock(ReadOnlySpan<Row> rows, ReadOnlySpan<long> times, ReadOnlySpan<byte> outcomes)
{
    /// <summary>Most events of a block.</summary>
    public const int Size = RowBlock.MaxRows;

    /// <summary>Time of an event that does not say when it happened.</summary>
    public const long NoTime = long.MinValue;

    public ReadOnlySpan<Row> Rows { get; } = rows;

    public ReadOnlySpan<long> Times { get; } = times;

    public ReadOnlySpan<byte> Outcomes { get; } = outcomes;
}
