using System.Data.Common;
using System.Globalization;

namespace Telemetry.Tools.Server;

/// <summary>Turns what rules say into alerts, in one transaction: runs of breaching windows that no alert covers yet raise one, and a clear present window ends it.</summary>
internal sealed class AlertLedger(DbConnection connection, DbTransaction transaction, string tenant, long now)
{
    private const long StillSent = Clock.Hour;

    private readonly Dictionary<(string Rule, AlertGroup Group), string> _open = ReadOpen(connection, transaction, tenant);

    /// <summary>Messages that were queued.</summary>
    public int Queued { get; private set; }

    /// <summary>Groups of a rule that have an alert which is not over.</summary>
    public static ILookup<string, AlertGroup> OpenGroups(DbConnection connection, string tenant) =>
        ReadOpen(connection, null, tenant).Keys.ToLookup(key => key.Rule, key => key.Group);

    /// <summary>Writes down what a rule says about a group.</summary>
    public void Enter(Verdict verdict)
    {
        var readings = verdict.Readings;
        for (var i = 0; i < readings.Count; i++)
        {
            if (!readings[i].IsBreach) continue;
            var first = i;
            while (i + 1 < readings.Count && readings[i + 1].IsBreach) i++;
            var isOpen = verdict.IsLive && i == readings.Count - 1;
            Enter(verdict, first, i, isOpen ? null : i + 1 < readings.Count ? readings[i + 1].End : readings[i].End);
        }

        if (verdict.IsLive && readings.Count > 0 && !readings[^1].IsBreach) Resolve(verdict.Rule, verdict.Group, readings[^1].End);
    }

    /// <summary>Ends the alerts of rules that are evaluated no more.</summary>
    public void ResolveOthers(IReadOnlyCollection<AlertRule> evaluated)
    {
        foreach (var key in _open.Keys.Where(key => !evaluated.Any(rule => rule.Id == key.Rule)).ToList()) Resolve(null, key.Rule, key.Group, now);
    }

    // One run of breaching windows; clearedEnd is where the first clear one behind it ends.
    private void Enter(Verdict verdict, int first, int last, long? clearedEnd)
    {
        var (rule, readings) = (verdict.Rule, verdict.Readings);
        if (IsCovered(rule.Id, verdict.Group, readings[first].End, clearedEnd ?? readings[last].End)) return;
        var from = EndOfCooldown(rule, verdict.Group, readings[first].End);
        // Of a run that began long ago and lasts, what is told is the first window that is still news.
        var oldest = readings[last].End >= now - StillSent ? Math.Max(from, now - StillSent) : from;
        var reading = readings.Skip(first).Take(last - first + 1).FirstOrDefault(item => item.End >= oldest);
        if (reading.IsBreach) Raise(rule, verdict.Group, reading, clearedEnd);
    }

    private bool IsCovered(string rule, AlertGroup group, long first, long cleared) => connection.Scalar(
        transaction, "SELECT count(*) FROM alerts WHERE rule_id = $1 AND group_key = $2 AND window_end <= $3 AND (cleared_end IS NULL OR cleared_end >= $4)", rule, group.Key, cleared, first) > 0;

    private long EndOfCooldown(AlertRule rule, AlertGroup group, long first)
    {
        if (rule.Terms.CooldownMinutes == 0) return first;
        var before = connection.Scalar(transaction, "SELECT max(cleared_end) FROM alerts WHERE rule_id = $1 AND group_key = $2 AND cleared_end < $3", rule.Id, group.Key, first);
        return before + (rule.Terms.CooldownMinutes * Clock.Minute) ?? first;
    }

    private void Raise(AlertRule rule, AlertGroup group, Reading reading, long? clearedEnd)
    {
        var (id, terms, isOpen) = (Guid.CreateVersion7(Clock.Time(now)).ToString(), rule.Terms, clearedEnd is null);
        const string Insert = """
            INSERT INTO alerts (id, tenant, rule_id, group_key, name, alert_type, severity, metric, operator, threshold, value, window_start, window_end, status, triggered_at, resolved_at, cleared_end)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT DO NOTHING
            """;
        var isNew = connection.Execute(
            transaction, Insert, id, tenant, rule.Id, group.Key, terms.Name, terms.Type, terms.Severity, terms.Metric.Name, terms.Operator, terms.Threshold.ToString(CultureInfo.InvariantCulture),
            TextOf(reading.Value!.Value), reading.Start, reading.End, isOpen ? "open" : "resolved", now, isOpen ? null : now, clearedEnd) > 0;
        if (!isNew) return;
        if (isOpen) _open[(rule.Id, group)] = id;
        if (reading.End >= now - StillSent) Tell(rule, id, AlertMessage.Triggered);
    }

    private void Resolve(AlertRule rule, AlertGroup group, long end) => Resolve(rule, rule.Id, group, end);

    private void Resolve(AlertRule? rule, string ruleId, AlertGroup group, long end)
    {
        if (!_open.Remove((ruleId, group), out var id)) return;
        connection.Execute(transaction, "UPDATE alerts SET status = 'resolved', resolved_at = $1, cleared_end = $2 WHERE id = $3", now, end, id);
        if (rule is not null) Tell(rule, id, AlertMessage.Resolved);
    }

    private void Tell(AlertRule rule, string id, string type)
    {
        foreach (var channel in rule.Terms.Channels.Where(channel => type == AlertMessage.Triggered || channel.SendResolved))
        {
            Outbox.Add(connection, transaction, tenant, channel, type, AlertStore.Find(connection, transaction, tenant, id)!, now);
            Queued++;
        }
    }

    private static Dictionary<(string Rule, AlertGroup Group), string> ReadOpen(DbConnection connection, DbTransaction? transaction, string tenant)
    {
        var open = new Dictionary<(string Rule, AlertGroup Group), string>();
        using var command = connection.Command(transaction, "SELECT rule_id, group_key, id FROM alerts WHERE tenant = $1 AND status <> 'resolved'", tenant);
        using var reader = command.ExecuteReader();
        while (reader.Read()) open[(reader.GetString(0), new AlertGroup(reader.GetString(1)))] = reader.GetString(2);
        return open;
    }

    // Finer than what is shown by nobody, and short enough to be read.
    private static string TextOf(decimal value) => Math.Round(value, 12).ToString("0.############", CultureInfo.InvariantCulture);
}
