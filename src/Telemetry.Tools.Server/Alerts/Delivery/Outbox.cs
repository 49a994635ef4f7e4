using System.Data.Common;
using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Messages that are to be sent, in the database: what is queued with an alert is sent at least once, whichever server does it and however often one dies.</summary>
internal static class Outbox
{
    /// <summary>Queues a message, in the transaction that writes its alert.</summary>
    public static void Add(DbConnection connection, DbTransaction transaction, string tenant, AlertChannel channel, string type, Alert alert, long now)
    {
        var body = JsonSerializer.Serialize(new AlertMessage(type, ReportJson.Format(Clock.Time(now)), tenant, alert), AlertJson.Default.AlertMessage);
        connection.Execute(
            transaction,
            "INSERT INTO alert_deliveries (id, tenant, alert_id, channel, body, status, attempts, next_at, fence, created_at) VALUES ($1, $2, $3, $4, $5, 'pending', 0, $6, 0, $7)",
            $"msg_{Guid.CreateVersion7(Clock.Time(now)):N}", tenant, alert.Id, JsonSerializer.Serialize(channel, AlertJson.Default.AlertChannel), body, now, now);
    }
}
