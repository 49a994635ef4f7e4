using System.Data.Common;
using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>Answers kept for a day under their idempotency keys, in the transaction that writes the events.</summary>
internal static class KeptAnswers
{
    private const long Kept = Clock.Day;

    /// <summary>Settles a batch whose key is known: with the stored answer, or as a conflict.</summary>
    public static void Settle(DbConnection connection, IngestBatch batch, int number, WriteTally tally, long now)
    {
        using var command = connection.Command(null, UsageSql.FindAnswer, batch.Tenant, batch.IdempotencyKey, now);
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return;
        var isSame = ((byte[])reader.GetValue(0)).AsSpan().SequenceEqual(batch.BodyHash);
        tally.Settle(number, isSame ? new WriteOutcome(JsonSerializer.Deserialize(reader.GetString(1), ServerJson.Plain.IngestAnswer), IsReplay: true) : WriteOutcome.Conflict);
    }

    /// <summary>Keeps a new answer.</summary>
    public static void Keep(DbConnection connection, IngestBatch batch, WriteOutcome outcome, long now)
    {
        if (outcome.IsReplay || outcome.Answer is null) return;
        connection.Execute(null, UsageSql.ForgetAnswers, now);
        connection.Execute(
            null, UsageSql.KeepAnswer, batch.Tenant, batch.IdempotencyKey, batch.BodyHash, JsonSerializer.Serialize(outcome.Answer, ServerJson.Plain.IngestAnswer), now + Kept);
    }
}
