namespace Telemetry.Tools.Server;

/// <summary>Adds up what a run removes, or would.</summary>
internal sealed class RetentionTally
{
    private readonly Dictionary<string, (long Rows, long? Oldest, long Bytes)> _tables = new(StringComparer.Ordinal);

    public void Add(string table, long rows, long? oldest, long bytes)
    {
        var known = _tables.GetValueOrDefault(table);
        var first = rows == 0 ? known.Oldest : known.Oldest is { } before && before <= oldest ? before : oldest;
        _tables[table] = (known.Rows + rows, first, known.Bytes + bytes);
    }

    /// <summary>The figures, by table.</summary>
    public IReadOnlyList<RetentionFigures> Figures(RetentionPolicySet policies, long now) => [.. policies.All.Select(policy =>
    {
        var (rows, oldest, bytes) = _tables.GetValueOrDefault(policy.TableName);
        return new RetentionFigures(
            policy.TableName, policies.DaysOf(policy.TableName), policy.Archive, Text(policies.CutoffOf(policy.TableName, now)), rows, oldest is { } time ? Text(time) : null, bytes);
    })];

    private static string Text(long micros) => Analytics.ReportJson.Format(Clock.Time(micros));
}
