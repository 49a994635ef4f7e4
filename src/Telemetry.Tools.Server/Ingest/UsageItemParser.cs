using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Checks items of <c>client-usage</c>. Fields that the schema does not name are passed over and never stored.</summary>
internal sealed class UsageItemParser(PriceLookup prices) : IItemParser
{
    private readonly byte[] _priceVersion = [.. JsonEncodedText.Encode(prices.Version).EncodedUtf8Bytes];

    public void Parse(ref Utf8JsonReader reader, int index, IngestBatch batch, DateTimeOffset now)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            batch.Reject(index, RejectionCodes.WrongType, "An event is a JSON object.");
            reader.Skip();
            return;
        }

        var draft = new UsageDraft();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = ItemText.TryRead(ref reader, out var name) ? UsageFields.Of(name.Value) : UsageField.Unknown;
            reader.Read();
            draft.Take(field, ref reader);
        }

        Finish(ref draft, index, batch, now);
    }

    private void Finish(ref UsageDraft draft, int index, IngestBatch batch, DateTimeOffset now)
    {
        if (draft.Code is { } code)
        {
            batch.Reject(index, code, UsageRejections.Message(code, draft.Field));
            return;
        }

        if (ProblemOf(ref draft, batch.Tenant, now) is var (problem, message))
        {
            batch.Reject(index, problem, message);
            return;
        }

        draft.Event.Index = index;
        draft.Event.IsUsage = true;
        draft.Event.Requests = 1;
        Identify(ref draft, now);
        if (draft.Error.IsSet) draft.Event.Error = ErrorText.Of(draft.Error.ToString());
        AddTokens(ref draft.Event);
        var version = Price(ref draft) ? _priceVersion : default;
        WriteDimensions(ref draft, batch);
        WritePayload(ref draft, batch, version);
        batch.Add(draft.Event);
    }

    private static (string Code, string Message)? ProblemOf(ref UsageDraft draft, string tenant, DateTimeOffset now)
    {
        if (!draft.Model.IsSet) return (RejectionCodes.MissingField, UsageRejections.Message(RejectionCodes.MissingField, UsageField.Model));
        if (!draft.HasSuccess) return (RejectionCodes.MissingField, UsageRejections.Message(RejectionCodes.MissingField, UsageField.Success));
        if (draft.Tenant.IsSet && !TenantNames.AreEqual(tenant, draft.Tenant.Value)) return (RejectionCodes.TenantMismatch, "'tenant_id' is not the tenant of the key.");
        if (draft.EventId.IsSet && !EventIdentity.IsLength(draft.EventId.Value)) return (RejectionCodes.OutOfRange, "'event_id' has 1 to 128 characters.");
        if (!draft.HasTime) draft.Event.Time = Clock.Micros(now);
        return EventTimes.ProblemOf(draft.Event.Time, now);
    }

    private static void Identify(ref UsageDraft draft, DateTimeOffset now)
    {
        if (draft.EventId.IsSet)
        {
            draft.Event.Id = EventIdentity.Of(draft.EventId.Value);
            return;
        }

        draft.Event.Id = EventIdentity.New(now);
        draft.Event.HasGeneratedId = true;
    }

    // What was used is all that went in and came out, where the client says only that.
    private static void AddTokens(ref UsageEvent item)
    {
        if (item.TokensUsed is null && item.InputTokens is { } input && item.OutputTokens is { } output)
            item.TokensUsed = input + output + (item.CacheReadTokens ?? 0) + (item.CacheWriteTokens ?? 0);
    }

    // Input and output must both be known: half a price would look like a whole one.
    private bool Price(ref UsageDraft draft)
    {
        ref var item = ref draft.Event;
        if (item.CostNanos is not null || item.InputTokens is not { } input || item.OutputTokens is not { } output) return false;
        var tokens = new TokenCounts(input, item.CacheReadTokens ?? 0, 0, 0, item.CacheWriteTokens ?? 0, output);
        var provider = draft.Provider.IsSet ? draft.Provider.ToString() : null;
        if (prices.Cost(draft.Model.ToString(), provider, Clock.Time(item.Time), tokens) is not { } cost || !Nanos.TryFrom(cost.Total, out var nanos)) return false;
        item.CostNanos = (long)nanos;
        return true;
    }

    private static void WriteDimensions(ref UsageDraft draft, IngestBatch batch)
    {
        var start = batch.Bytes.WrittenCount;
        SeriesDimensions.Append(batch.Bytes, draft.User.Value, !draft.User.IsSet);
        SeriesDimensions.Append(batch.Bytes, draft.Project.Value, !draft.Project.IsSet);
        SeriesDimensions.Append(batch.Bytes, draft.Prompt.Value, !draft.Prompt.IsSet);
        SeriesDimensions.Append(batch.Bytes, draft.Provider.Value, !draft.Provider.IsSet);
        SeriesDimensions.Append(batch.Bytes, draft.Model.Value, !draft.Model.IsSet);
        SeriesDimensions.Append(batch.Bytes, draft.Endpoint.Value, !draft.Endpoint.IsSet);
        (draft.Event.DimensionsStart, draft.Event.DimensionsLength) = (start, batch.Bytes.WrittenCount - start);
        draft.Event.SeriesKey = SeriesDimensions.KeyOf(batch.Scope, batch.Dimensions(draft.Event));
    }

    private static void WritePayload(ref UsageDraft draft, IngestBatch batch, ReadOnlySpan<byte> priceVersion)
    {
        var start = batch.Bytes.WrittenCount;
        var writer = new PayloadWriter(batch.Bytes.GetSpan(PayloadWriter.RoomFor(draft, draft.Event.Error) + batch.TenantJson.Length));
        writer.Write(draft, batch.TenantJson, priceVersion);
        batch.Bytes.Advance(writer.Length);
        (draft.Event.PayloadStart, draft.Event.PayloadLength) = (start, writer.Length);
    }
}
