using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>The fields of one item while it is read. The first thing that is wrong is kept; the rest of the item is read all the same, so that the next one is found.</summary>
internal ref struct UsageDraft
{
    /// <summary>Tokens of one event at most, so that sums stay within 64 bits.</summary>
    private const long MaxTokens = 1_000_000_000_000;

    /// <summary>Dollars of one event at most.</summary>
    private const decimal MaxUsd = 1_000_000m;

    private const double MaxMilliseconds = 1e10;

    public UsageEvent Event;
    public ItemText Tenant;
    public ItemText User;
    public ItemText Project;
    public ItemText Prompt;
    public ItemText Provider;
    public ItemText Model;
    public ItemText Endpoint;
    public ItemText Error;
    public ItemText PriceVersion;
    public ItemText EventId;
    public ReadOnlySpan<byte> ResponseTime;
    public bool HasTime;
    public bool HasSuccess;
    public string? Code;
    public UsageField Field;

    /// <summary>Takes the value that the reader stands on.</summary>
    public void Take(UsageField field, scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null || Code is not null)
        {
            reader.Skip();
            return;
        }

        var code = field switch
        {
            UsageField.Timestamp => TakeTime(ref reader),
            UsageField.TenantId => TakeText(ref reader, ref Tenant),
            UsageField.UserId => TakeText(ref reader, ref User),
            UsageField.ProjectId => TakeText(ref reader, ref Project),
            UsageField.PromptId => TakeText(ref reader, ref Prompt),
            UsageField.ModelProvider => TakeText(ref reader, ref Provider),
            UsageField.Model => TakeText(ref reader, ref Model),
            UsageField.Endpoint => TakeText(ref reader, ref Endpoint),
            UsageField.TokensRequested => TakeTokens(ref reader, ref Event.TokensRequested),
            UsageField.TokensUsed => TakeTokens(ref reader, ref Event.TokensUsed),
            UsageField.CostUsd => TakeCost(ref reader),
            UsageField.ResponseTimeMs => TakeResponseTime(ref reader),
            UsageField.Success => TakeSuccess(ref reader),
            UsageField.CacheHit => TakeCacheHit(ref reader),
            // Most of it is cut off: its length is no reason to lose the event.
            UsageField.Error => TakeText(ref reader, ref Error, most: int.MaxValue),
            UsageField.InputTokens => TakeTokens(ref reader, ref Event.InputTokens),
            UsageField.OutputTokens => TakeTokens(ref reader, ref Event.OutputTokens),
            UsageField.CacheReadTokens => TakeTokens(ref reader, ref Event.CacheReadTokens),
            UsageField.CacheWriteTokens => TakeTokens(ref reader, ref Event.CacheWriteTokens),
            UsageField.PriceVersion => TakeText(ref reader, ref PriceVersion),
            UsageField.EventId => TakeText(ref reader, ref EventId),
            _ => null,
        };
        if (code is not null) (Code, Field) = (code, field);
        reader.Skip();
    }

    private static string? TakeText(scoped ref Utf8JsonReader reader, ref ItemText text, int most = ItemText.MaxLength)
    {
        if (reader.TokenType != JsonTokenType.String) return RejectionCodes.WrongType;
        if (!ItemText.TryRead(ref reader, out text)) return RejectionCodes.InvalidText;
        return text.Value.Length > most ? RejectionCodes.TooLarge : null;
    }

    private static string? TakeTokens(scoped ref Utf8JsonReader reader, ref long? tokens)
    {
        if (reader.TokenType != JsonTokenType.Number) return RejectionCodes.WrongType;
        if (!reader.TryGetInt64(out var value)) return IsWhole(reader.ValueSpan) ? RejectionCodes.OutOfRange : RejectionCodes.WrongType;
        tokens = value;
        return value is < 0 or > MaxTokens ? RejectionCodes.OutOfRange : null;
    }

    private string? TakeTime(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || !ItemText.TryRead(ref reader, out var text) || !TimeText.TryRead(text.Value, out var time)) return RejectionCodes.WrongType;
        (Event.Time, HasTime) = (Clock.Micros(time), true);
        return null;
    }

    private string? TakeCost(scoped ref Utf8JsonReader reader)
    {
        decimal usd;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (!reader.TryGetDecimal(out usd)) return RejectionCodes.OutOfRange;
        }
        else if (reader.TokenType != JsonTokenType.String || !ItemText.TryRead(ref reader, out var text) || !MoneyText.TryParse(text.Value, out usd))
        {
            return RejectionCodes.WrongType;
        }

        if (usd is < 0 or > MaxUsd || !Nanos.TryFrom(usd, out var nanos)) return RejectionCodes.OutOfRange;
        Event.CostNanos = (long)nanos;
        return null;
    }

    private string? TakeResponseTime(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number) return RejectionCodes.WrongType;
        if (!reader.TryGetDouble(out var value) || !(value is >= 0 and <= MaxMilliseconds)) return RejectionCodes.OutOfRange;
        ResponseTime = reader.ValueSpan;
        Nanos.TryFrom(value, out var nanos);
        Event.ResponseMicros = (long)Nanos.Rounded(nanos, Nanos.One / 1_000);
        return null;
    }

    private string? TakeSuccess(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False)) return RejectionCodes.WrongType;
        (Event.Success, HasSuccess) = (reader.TokenType == JsonTokenType.True, true);
        return null;
    }

    private string? TakeCacheHit(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False)) return RejectionCodes.WrongType;
        Event.CacheHit = reader.TokenType == JsonTokenType.True;
        return null;
    }

    private static bool IsWhole(ReadOnlySpan<byte> number) => !number.ContainsAny((byte)'.', (byte)'e', (byte)'E');
}
