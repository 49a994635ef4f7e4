namespace Telemetry.Tools.Server;

/// <summary>A tenant's policies.</summary>
internal sealed class RetentionPolicySet(IReadOnlyDictionary<string, RetentionPolicy> policies)
{
    /// <summary>The policies, in the order of the tables.</summary>
    public IReadOnlyList<RetentionPolicy> All => [.. RetentionTable.All.Select(table => Of(table.Name))];

    public RetentionPolicy Of(string table) => policies[table];

    /// <summary>Days that are kept: rollups at least as long as what they are made of, whatever was set.</summary>
    public int DaysOf(string table) => table switch
    {
        RetentionTable.Hourly => Math.Max(Of(table).RetentionPeriodDays, Of(RetentionTable.Usage).RetentionPeriodDays),
        RetentionTable.Daily => Math.Max(Of(table).RetentionPeriodDays, DaysOf(RetentionTable.Hourly)),
        _ => Of(table).RetentionPeriodDays,
    };

    /// <summary>First moment that is kept: whole days.</summary>
    public long CutoffOf(string table, long now) => Math.Max(0, (now - (DaysOf(table) * Clock.Day)) / Clock.Day * Clock.Day);
}
