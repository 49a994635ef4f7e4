using System.Buffers;
using System.Text;
using System.Text.Json;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server;

/// <summary>Checks items of any stream against its schema; what is stored is the event as the schema has it.</summary>
internal sealed class SchemaItemParser : IItemParser
{
    private const int MaxItemBytes = 256 * 1024;

    private readonly SchemaDocument _schema;
    private readonly string _time;

    public SchemaItemParser(SchemaDocument schema)
    {
        // Payloads are JSON, whatever the stream's local files are.
        _schema = schema with { Storage = schema.Storage with { Format = StorageFormat.Jsonl } };
        _time = schema.Fields.Concat(schema.Events.SelectMany(item => item.Fields)).FirstOrDefault(field => field.Role == FieldRole.Time)?.Name ?? "timestamp";
    }

    public void Parse(ref Utf8JsonReader reader, int index, IngestBatch batch, DateTimeOffset now)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        try
        {
            if (ProblemOf(document.RootElement, batch, now, out var item) is var (code, message))
            {
                batch.Reject(index, code, message);
                return;
            }

            item.Index = index;
            batch.Add(item);
        }
        catch (InvalidOperationException)
        {
            // A text that the reader of JSON cannot give: half of a surrogate pair.
            batch.Reject(index, RejectionCodes.InvalidText, "A text holds half of a surrogate pair.");
        }
    }

    private (string Code, string Message)? ProblemOf(JsonElement root, IngestBatch batch, DateTimeOffset now, out UsageEvent item)
    {
        item = default;
        if (root.ValueKind != JsonValueKind.Object) return (RejectionCodes.WrongType, "An event is a JSON object.");
        if (TenantProblem(root, batch.Tenant) is { } tenant) return tenant;
        if (TimeProblem(root, now, ref item) is { } time) return time;
        return IdentityProblem(root, now, ref item) ?? EncodingProblemOf(root, batch, ref item);
    }

    private static (string Code, string Message)? TenantProblem(JsonElement root, string tenant)
    {
        if (!root.TryGetProperty("tenant_id", out var given) || given.ValueKind == JsonValueKind.Null) return null;
        if (given.ValueKind != JsonValueKind.String) return (RejectionCodes.WrongType, "'tenant_id' takes text.");
        return given.ValueEquals(tenant) ? null : (RejectionCodes.TenantMismatch, "'tenant_id' is not the tenant of the key.");
    }

    private (string Code, string Message)? TimeProblem(JsonElement root, DateTimeOffset now, ref UsageEvent item)
    {
        item.Time = Clock.Micros(now);
        if (!TryFindTime(root, out var given) || given.ValueKind == JsonValueKind.Null) return null;
        if (given.ValueKind != JsonValueKind.String || !TimeText.TryRead(Encoding.UTF8.GetBytes(given.GetString()!), out var time))
            return (RejectionCodes.WrongType, $"'{_time}' takes a time in RFC 3339, such as 2026-02-18T07:00:00Z.");
        item.Time = Clock.Micros(time);
        return EventTimes.ProblemOf(item.Time, now);
    }

    // Without it each try would have another time, and count.
    private bool TryFindTime(JsonElement root, out JsonElement given) => TryFind(root, _time, out given);

    private bool TryFind(JsonElement root, string name, out JsonElement given) => root.TryGetProperty(name, out given)
        || (_schema.Payload is { } payload && root.TryGetProperty(payload, out var inner) && inner.ValueKind == JsonValueKind.Object && inner.TryGetProperty(name, out given));

    private static (string Code, string Message)? IdentityProblem(JsonElement root, DateTimeOffset now, ref UsageEvent item)
    {
        if (!root.TryGetProperty("event_id", out var given) || given.ValueKind == JsonValueKind.Null)
        {
            (item.Id, item.HasGeneratedId) = (EventIdentity.New(now), true);
            return null;
        }

        if (given.ValueKind != JsonValueKind.String) return (RejectionCodes.WrongType, "'event_id' takes text.");
        var id = Encoding.UTF8.GetBytes(given.GetString()!);
        if (id.Contains((byte)0)) return (RejectionCodes.InvalidText, "'event_id' holds U+0000.");
        if (!EventIdentity.IsLength(id)) return (RejectionCodes.OutOfRange, "'event_id' has 1 to 128 characters.");
        item.Id = EventIdentity.Of(id);
        return null;
    }

    private (string Code, string Message)? EncodingProblemOf(JsonElement root, IngestBatch batch, ref UsageEvent item)
    {
        var name = _schema.Discriminator is { } discriminator && root.TryGetProperty(discriminator, out var kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString() : null;
        var encoder = new EventEncoder(_schema);
        if (!encoder.TryEncode(new JsonFieldSource(root, _schema.Payload), name, out var line, out var reason)) return (CodeOf(reason, root), $"The event does not fit the schema: {reason}.");
        line = line.TrimEnd((byte)'\n');
        if (line.Length > MaxItemBytes) return (RejectionCodes.TooLarge, $"The event has more than {MaxItemBytes} bytes.");
        if (ItemText.HoldsNul(line)) return (RejectionCodes.InvalidText, "A text holds U+0000.");
        (item.PayloadStart, item.PayloadLength) = (batch.Bytes.WrittenCount, line.Length);
        batch.Bytes.Write(line);
        return null;
    }

    private string CodeOf(string reason, JsonElement root)
    {
        if (reason.StartsWith("missing", StringComparison.Ordinal)) return RejectionCodes.MissingField;
        // A number that does not fit where numbers are taken.
        var field = _schema.Fields.Concat(_schema.Events.SelectMany(item => item.Fields)).FirstOrDefault(field => reason.EndsWith($": {field.Name}", StringComparison.Ordinal));
        var isTaken = field?.Type.Kind is FieldKind.Int32 or FieldKind.Int64 or FieldKind.Double or FieldKind.Decimal or FieldKind.Duration;
        var isWhole = isTaken && TryFind(root, field!.Name, out var given) && given.ValueKind == JsonValueKind.Number && !given.GetRawText().AsSpan().ContainsAny('.', 'e', 'E');
        return isWhole ? RejectionCodes.OutOfRange : RejectionCodes.WrongType;
    }
}
