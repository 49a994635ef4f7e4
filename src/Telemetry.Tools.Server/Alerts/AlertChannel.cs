using System.Text.Json;
using System.Text.Json.Serialization;

namespace Telemetry.Tools.Server;

/// <summary>Where a rule's alerts are sent, as it is kept. Holds a secret.</summary>
internal sealed record AlertChannel
{
    public const string Webhook = "webhook";
    public const string Email = "email";

    /// <summary>Webhook or e-mail.</summary>
    public required string Type { get; init; }

    /// <summary>Webhook: the address.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Url { get; init; }

    /// <summary>Webhook: what signs it; <see langword="null"/> for the server's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    /// <summary>E-mail: the recipients.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string[]? To { get; init; }

    /// <summary>Whether the end of an alert is told, too.</summary>
    public bool SendResolved { get; init; }

    /// <summary>Without the type, where it goes to: what two channels are the same by.</summary>
    [JsonIgnore]
    public string Target => Url ?? string.Join(",", To ?? []);

    /// <summary>Reads kept channels.</summary>
    public static AlertChannel[] Read(string json) => JsonSerializer.Deserialize(json, AlertJson.Default.AlertChannelArray)!;

    /// <summary>Never the secret, nor the path of an address: with some receivers the address is the secret.</summary>
    public override string ToString() => Type == Webhook ? $"webhook {new Uri(Url!).Host}" : $"e-mail to {To!.Length}";
}

/// <summary>How channels are kept and messages are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AlertChannel[]))]
[JsonSerializable(typeof(AlertChannel))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(AlertMessage))]
internal sealed partial class AlertJson : JsonSerializerContext;
