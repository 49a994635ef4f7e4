namespace Telemetry.Tools.Analytics;

/// <summary>The figures of one group.</summary>
internal sealed class GroupTotals(int fields)
{
    public long Count { get; set; }

    public long Successes { get; set; }

    public long Failures { get; set; }

    public FieldTotals[] Fields { get; } = new FieldTotals[fields];

    public void Merge(GroupTotals other)
    {
        Count += other.Count;
        Successes += other.Successes;
        Failures += other.Failures;
        for (var i = 0; i < Fields.Length; i++) Fields[i].Merge(other.Fields[i]);
    }
}

/// <summary>What a group is called: the start of its time bucket and the text of its field.</summary>
/// <param name="Bucket">Microseconds since 1970; 0 where the question has no bucket.</param>
/// <param name="Key">The text; <see langword="null"/> for no value, and where the question has no field.</param>
internal readonly record struct GroupKey(long Bucket, string? Key);
