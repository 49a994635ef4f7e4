using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Telemetry.Tools.Server;

/// <summary>Evaluates the rules of all tenants once a minute; of several servers, one does. Each tenant's alerts, messages and progress change in one transaction:
/// a server that dies leaves the rest to the next.</summary>
internal sealed class AlertEvaluator(Database database, TimeProvider time, ILogger log)
{
    private const string Job = "alerts";
    private const long LongestBreak = 10 * Clock.Minute;

    // What is compared with the window before reaches twice as far; what is older is looked at by nobody.
    private const long MinutesKept = (2 * AlertRuleReader.MaxWindowMinutes * Clock.Minute) + Clock.Day;

    private readonly AlertRuleStore _rules = new(database, time);
    private readonly Leases _leases = new(database, time);
    private readonly MinuteMemory _memory = new();
    private long _looked;

    private long Now => Clock.Micros(time.GetUtcNow());

    /// <summary>Evaluates, where a minute has begun since the last time and no other server does it.</summary>
    /// <returns>How many messages were queued.</returns>
    public int Round(CancellationToken stop)
    {
        var end = Now / Clock.Minute * Clock.Minute;
        if (end == _looked) return 0;
        using var lease = HeldLease.TryTake(_leases, Job);
        _looked = end;
        return lease is null ? 0 : EvaluateAll(end, stop);
    }

    private int EvaluateAll(long end, CancellationToken stop)
    {
        foreach (var tenant in Tenants("SELECT tenant FROM tenants WHERE tenant NOT IN (SELECT tenant FROM alert_tenants)")) _rules.Welcome(tenant);
        var queued = 0;
        foreach (var tenant in Tenants("SELECT tenant FROM alert_tenants WHERE evaluated < $1", end))
        {
            stop.ThrowIfCancellationRequested();
            queued += TryEvaluate(tenant, end, stop);
        }

        _memory.Forget(end);
        return queued;
    }

    // What one tenant's rules cannot do must not keep the others from theirs.
    private int TryEvaluate(string tenant, long end, CancellationToken stop)
    {
        try
        {
            return Evaluate(tenant, end, stop);
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or OverflowException)
        {
            log.LogWarning(error, "The alert rules of tenant {Tenant} could not be evaluated", tenant);
            return 0;
        }
    }

    private int Evaluate(string tenant, long end, CancellationToken stop)
    {
        var rules = _rules.List(tenant).Where(rule => rule.Terms.IsEnabled).ToList();
        var before = ReadLookedAt(tenant);
        var (found, watchedSince, verdicts) = Judge(tenant, rules, before, end, stop);
        using var connection = database.OpenWrite();
        using var transaction = database.BeginWrite(connection);
        var isFirst = connection.Execute(
            transaction, "UPDATE alert_tenants SET evaluated = $1, watched_since = $2, recent = $3 WHERE tenant = $4 AND evaluated = $5", end, watchedSince, found.Recent, tenant, before.Evaluated) > 0;
        // Another server was faster.
        if (!isFirst) return 0;
        foreach (var (hour, requests) in found.Known)
            connection.Execute(transaction, "INSERT INTO alert_hours (tenant, hour, requests) VALUES ($1, $2, $3) ON CONFLICT (tenant, hour) DO UPDATE SET requests = excluded.requests", tenant, hour, requests);
        connection.Execute(transaction, "DELETE FROM alert_hours WHERE tenant = $1 AND hour < $2", tenant, LateHours.OldestHour(end));
        connection.Execute(transaction, "DELETE FROM usage_minutes WHERE tenant = $1 AND minute < $2", tenant, (end - MinutesKept) / Clock.Minute);
        var ledger = new AlertLedger(connection, transaction, tenant, Now);
        foreach (var verdict in verdicts) ledger.Enter(verdict);
        ledger.ResolveOthers(rules);
        transaction.Commit();
        return ledger.Queued;
    }

    private (LateFound Found, long WatchedSince, List<Verdict> Verdicts) Judge(string tenant, List<AlertRule> rules, LookedAt before, long end, CancellationToken stop)
    {
        using var connection = database.OpenScan();
        using var moment = database.BeginRead(connection);
        var found = new LateHours(connection, tenant, before, end).Find();
        var watchedSince = end - before.Evaluated > LongestBreak ? end : before.WatchedSince;
        var firstDay = connection.Scalar(null, "SELECT min(day) FROM usage_daily WHERE tenant = $1", tenant);
        var at = new EvaluationMoment(end, found.FirstLive, watchedSince, firstDay, found.Hours);
        var open = AlertLedger.OpenGroups(connection, tenant);
        var (readers, minutes) = (new Dictionary<AlertScope, WindowReader>(), new TenantMinutes(connection, tenant, _memory, end, stop));
        return (found, watchedSince, [.. rules.SelectMany(rule => Judge(rule, ReaderOf(rule), at, [.. open[rule.Id]]))]);

        WindowReader ReaderOf(AlertRule rule)
        {
            var scope = AlertScope.Of(rule.Terms);
            return readers.TryGetValue(scope, out var reader) ? reader : readers[scope] = new WindowReader(connection, tenant, scope, minutes);
        }
    }

    private static IEnumerable<Verdict> Judge(AlertRule rule, WindowReader reader, EvaluationMoment moment, IReadOnlyCollection<AlertGroup> open) =>
        AlertWords.IsPlain(rule.Terms.Type) ? PlainRule.Judge(rule, reader, moment, open) : PresentRule.Judge(rule, reader, moment, open);

    private LookedAt ReadLookedAt(string tenant)
    {
        using var connection = database.OpenWrite();
        using var command = connection.Command(null, "SELECT evaluated, watched_since, recent FROM alert_tenants WHERE tenant = $1", tenant);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new LookedAt(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)) : new LookedAt(0, 0, 0);
    }

    private List<string> Tenants(string sql, params ReadOnlySpan<object?> values)
    {
        using var connection = database.OpenWrite();
        using var command = connection.Command(null, sql, values);
        using var reader = command.ExecuteReader();
        var tenants = new List<string>();
        while (reader.Read()) tenants.Add(reader.GetString(0));
        return tenants;
    }
}
