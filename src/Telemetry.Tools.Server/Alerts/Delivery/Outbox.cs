using System.Data.Common;
using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Messages that are to be sent, in the database: what is queued with an alert is sent at least once, whichever server does it and however often one dies.</summary>
internal sealed class Outbox(Database database, TimeProvider time)
{
    // Longer than a try can last: a server that is not heard of by then has died, and another tries again.
    private const long Held = 45 * Clock.Second;
    private const long Kept = 30 * Clock.Day;
    private const int MaxError = 200;

    private long Now => Clock.Micros(time.GetUtcNow());

    /// <summary>Queues a message, in the transaction that writes its alert.</summary>
    public static void Add(DbConnection connection, DbTransaction transaction, string tenant, AlertChannel channel, string type, Alert alert, long now)
    {
        var body = JsonSerializer.Serialize(new AlertMessage(type, ReportJson.Format(Clock.Time(now)), tenant, alert), AlertJson.Default.AlertMessage);
        connection.Execute(
            transaction,
            "INSERT INTO alert_deliveries (id, tenant, alert_id, channel, body, status, attempts, next_at, fence, created_at) VALUES ($1, $2, $3, $4, $5, 'pending', 0, $6, 0, $7)",
            $"msg_{Guid.CreateVersion7(Clock.Time(now)):N}", tenant, alert.Id, JsonSerializer.Serialize(channel, AlertJson.Default.AlertChannel), body, now, now);
    }

    /// <summary>Takes a message that is due; <see langword="null"/> where there is none. Until it is told how it went, it is due again when its time is over.</summary>
    public Delivery? Take()
    {
        using var connection = database.OpenWrite();
        foreach (var delivery in ReadDue(connection))
        {
            var taken = connection.Execute(null, "UPDATE alert_deliveries SET fence = fence + 1, attempts = attempts + 1, next_at = $1 WHERE id = $2 AND fence = $3 AND status = 'pending'", Now + Held, delivery.Id, delivery.Fence);
            if (taken > 0) return delivery with { Fence = delivery.Fence + 1, Attempts = delivery.Attempts + 1 };
        }

        return null;
    }

    /// <summary>Says that a message has arrived; its secret is kept no longer.</summary>
    public void Finish(Delivery delivery) => End(delivery, "delivered", null);

    /// <summary>Says that a try has failed.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool Fail(Delivery delivery, string error)
    {
        if (error.Length > MaxError) error = error[..MaxError];
        if (DeliverySchedule.PauseAfter(delivery.Attempts, Random.Shared.NextDouble()) is not { } pause)
        {
            End(delivery, "failed", error);
            return true;
        }

        using var connection = database.OpenWrite();
        connection.Execute(null, "UPDATE alert_deliveries SET next_at = $1, last_error = $2 WHERE id = $3 AND fence = $4", Now + pause, error, delivery.Id, delivery.Fence);
        return false;
    }

    /// <summary>Forgets messages that were done with long ago.</summary>
    public void Forget()
    {
        using var connection = database.OpenWrite();
        connection.Execute(null, "DELETE FROM alert_deliveries WHERE finished_at <= $1", Now - Kept);
    }

    /// <summary>How many messages wait, and how many were given up in the last 30 days.</summary>
    public static (long Waiting, long Failed) Count(DbConnection connection) =>
        (connection.Scalar(null, "SELECT count(*) FROM alert_deliveries WHERE status = 'pending'") ?? 0, connection.Scalar(null, "SELECT count(*) FROM alert_deliveries WHERE status = 'failed'") ?? 0);

    private void End(Delivery delivery, string status, string? error)
    {
        using var connection = database.OpenWrite();
        connection.Execute(
            null, "UPDATE alert_deliveries SET status = $1, last_error = $2, finished_at = $3, channel = $4 WHERE id = $5 AND fence = $6",
            status, error, Now, JsonSerializer.Serialize(delivery.Channel with { Secret = null }, AlertJson.Default.AlertChannel), delivery.Id, delivery.Fence);
    }

    private List<Delivery> ReadDue(DbConnection connection)
    {
        using var command = connection.Command(
            null, "SELECT id, tenant, channel, body, attempts, fence FROM alert_deliveries WHERE status = 'pending' AND next_at <= $1 ORDER BY next_at, id LIMIT 10", Now);
        using var reader = command.ExecuteReader();
        var due = new List<Delivery>();
        while (reader.Read())
            due.Add(new Delivery(reader.GetString(0), reader.GetString(1), JsonSerializer.Deserialize(reader.GetString(2), AlertJson.Default.AlertChannel)!, reader.GetString(3), (int)reader.GetInt64(4), reader.GetInt64(5)));
        return due;
    }
}
