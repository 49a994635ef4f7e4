using System.Text.Json;

namespace Telemetry.Tools;

/// <summary>Reads what a server answers.</summary>
internal static class IngestReply
{
    private const string UnknownStream = "unknown_stream";
    private const int LongestReason = 300;

    /// <summary>The outcome of a request that was taken.</summary>
    /// <exception cref="JsonException">It is no answer of a server's.</exception>
    public static SendOutcome Read(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !TryNumber(root, "accepted", out var accepted) || !TryNumber(root, "duplicates", out var duplicates)
            || !root.TryGetProperty("rejected", out var list) || list.ValueKind != JsonValueKind.Array) throw new JsonException();
        var rejected = list.EnumerateArray().Select(ItemOf).ToList();
        var isUnknown = rejected.Count > 0 && accepted + duplicates == 0 && rejected.TrueForAll(item => item.Code == UnknownStream);
        return new SendOutcome(isUnknown ? SendOutcomeKind.UnknownStream : SendOutcomeKind.Delivered, 200, isUnknown ? rejected[0].Message : "")
        {
            Accepted = accepted,
            Duplicates = duplicates,
            Rejected = rejected,
        };
    }

    /// <summary>What a problem says; <see langword="null"/> where it is none.</summary>
    public static string? ReasonOf(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root) return null;
            var (code, detail) = (Text(root, "code"), Text(root, "detail"));
            return detail.Length == 0 ? null : $"{code} {detail}".Trim();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RejectedItem ItemOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && TryNumber(item, "index", out var index) ? new RejectedItem((int)index, Text(item, "code"), Text(item, "message")) : throw new JsonException();

    private static bool TryNumber(JsonElement element, string name, out long value)
    {
        value = 0;
        return element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out value) && value is >= 0 and <= int.MaxValue;
    }

    private static string Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var found) || found.ValueKind != JsonValueKind.String) return "";
        var text = found.GetString()!;
        return text.Length <= LongestReason ? text : text[..LongestReason];
    }
}
