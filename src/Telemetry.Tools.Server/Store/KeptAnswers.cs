using System.Data.Common;
using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>Answers kept for a day under their idempotency keys, in the transaction that writes the events.</summary>
internal static class KeptAnswers
{
    private const long Kept = Clock.Day;

    /// <summary>Claims the batch's key, or settles the batch where the key is known: with the stored answer, or as a conflict.</summary>
    public static void Settle(DbConnection connection, IngestBatch batch, int number, WriteTally tally, long now)
    {
        connection.Execute(null, UsageSql.ForgetAnswers, now);
        if (connection.Execute(null, UsageSql.ClaimAnswer, batch.Tenant, batch.IdempotencyKey, batch.BodyHash, now + Kept) > 0) return;
        using var command = connection.Command(null, UsageSql.FindAnswer, batch.Tenant, batch.IdempotencyKey);
        using var reader = command.ExecuteReader();
        if (!reader.Read()) throw new UnavailableException("Another request with this idempotency key has just ended.");
        var isSame = ((byte[])reader.GetValue(0)).AsSpan().SequenceEqual(batch.BodyHash);
        tally.Settle(number, isSame ? new WriteOutcome(JsonSerializer.Deserialize(reader.GetString(1), ServerJson.Plain.IngestAnswer), IsReplay: true) : WriteOutcome.Conflict);
    }

    /// <summary>Keeps a new answer under the claimed key.</summary>
    public static void Keep(DbConnection connection, IngestBatch batch, WriteOutcome outcome)
    {
        if (outcome.IsReplay || outcome.Answer is null) return;
        connection.Execute(null, UsageSql.KeepAnswer, JsonSerializer.Serialize(outcome.Answer, ServerJson.Plain.IngestAnswer), batch.Tenant, batch.IdempotencyKey);
    }
}
