using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>Reads where a rule's alerts are sent, and refuses what could not be delivered.</summary>
internal sealed class AlertChannelReader(WebhookAddresses addresses, ServerSettings settings)
{
    private const int MaxChannels = 10;
    private const int MaxRecipients = 20;
    private const int MaxUrl = 2_048;
    private const int MaxSecret = 512;

    private static readonly string[] WebhookFields = ["type", "url", "secret", "send_resolved", "has_secret", "to"];
    private static readonly string[] EmailFields = ["type", "to", "send_resolved", "has_secret", "url"];

    /// <summary>Reads <c>channels</c>.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="known">The channels that it has already: a secret that is not sent again is kept.</param>
    public AlertChannel[] Read(JsonElement rule, IReadOnlyList<AlertChannel> known)
    {
        if (!rule.TryGetProperty("channels", out var channels) || channels.ValueKind == JsonValueKind.Null) return [];
        if (channels.ValueKind != JsonValueKind.Array || channels.GetArrayLength() > MaxChannels) throw AlertRuleReader.Bad($"'channels' is an array of at most {MaxChannels} channels.");
        return [.. channels.EnumerateArray().Select(channel => ReadOne(channel, known))];
    }

    private AlertChannel ReadOne(JsonElement json, IReadOnlyList<AlertChannel> known)
    {
        if (json.ValueKind != JsonValueKind.Object) throw AlertRuleReader.Bad("A channel is an object such as {\"type\": \"webhook\", \"url\": \"https://example.com/hook\", \"secret\": \"…\"}.");
        var type = AlertRuleReader.OneOf(json, "type", [AlertChannel.Webhook, AlertChannel.Email]);
        var fields = type == AlertChannel.Webhook ? WebhookFields : EmailFields;
        foreach (var name in json.EnumerateObject().Select(field => field.Name).Where(name => !fields.Contains(name)))
            throw AlertRuleReader.Bad($"A channel of type {type} has no field '{AlertRuleReader.Shown(name)}'.");
        return type == AlertChannel.Webhook ? ReadWebhook(json, known) : ReadEmail(json);
    }

    private AlertChannel ReadWebhook(JsonElement json, IReadOnlyList<AlertChannel> known)
    {
        var url = AlertRuleReader.Text(json, "url", MaxUrl) ?? throw AlertRuleReader.Bad("A webhook needs a 'url'.");
        if (addresses.Refusal(url) is { } refusal) throw AlertRuleReader.Bad($"The webhook's 'url' cannot be used: {refusal}");
        var secret = json.TryGetProperty("secret", out _) ? SecretOf(json) : known.FirstOrDefault(channel => channel.Url == url)?.Secret;
        if (secret is null && settings.WebhookSecret is null) throw AlertRuleReader.Bad("A webhook needs a 'secret', which signs what is sent; or set webhook_secret for the whole server.");
        return new AlertChannel { Type = AlertChannel.Webhook, Url = url, Secret = secret, SendResolved = AlertRuleReader.Flag(json, "send_resolved") ?? false };
    }

    private static string? SecretOf(JsonElement json) => AlertRuleReader.Text(json, "secret", MaxSecret);

    private AlertChannel ReadEmail(JsonElement json)
    {
        if (settings.SmtpServer is null || settings.SmtpFrom is null) throw AlertRuleReader.Bad("E-mail needs the server's settings smtp_server and smtp_from.");
        if (!json.TryGetProperty("to", out var to)) throw AlertRuleReader.Bad("A channel of type email needs 'to'.");
        var all = to.ValueKind == JsonValueKind.Array ? [.. to.EnumerateArray()] : new[] { to };
        if (all.Length is 0 or > MaxRecipients) throw AlertRuleReader.Bad($"'to' takes 1 to {MaxRecipients} addresses.");
        return new AlertChannel { Type = AlertChannel.Email, To = [.. all.Select(AddressOf)], SendResolved = AlertRuleReader.Flag(json, "send_resolved") ?? false };
    }

    private static string AddressOf(JsonElement json)
    {
        var text = json.ValueKind == JsonValueKind.String ? json.GetString()! : "";
        return MailAddresses.IsPlain(text) ? text : throw AlertRuleReader.Bad("'to' takes addresses such as ops@example.com.");
    }
}
