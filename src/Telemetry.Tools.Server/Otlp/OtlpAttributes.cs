using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>The attributes of a resource or record that are kept; the others never leave the reader.</summary>
internal sealed class OtlpAttributes : IOtelAttributes
{
    private readonly SortedDictionary<string, JsonNode?> _values = new(StringComparer.Ordinal);

    /// <summary>What is looked at where an attribute is not here.</summary>
    public OtlpAttributes? Outer { get; init; }

    public bool IsEmpty => _values.Count == 0;

    public IReadOnlyDictionary<string, JsonNode?> Values => _values;

    /// <summary>Keeps an attribute; of two with one name the last.</summary>
    public void Add(string name, JsonNode? value) => _values[name] = value;

    /// <inheritdoc/>
    public string? Attribute(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if ((TextOf(name) ?? Outer?.TextOf(name)) is { Length: > 0 } text) return text;
        }

        return null;
    }

    private string? TextOf(string name) => _values.GetValueOrDefault(name) is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number => value.ToJsonString(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        }
        : null;

    /// <summary>A number of a double that JSON has; NaN and the infinities as texts.</summary>
    public static JsonNode NodeOf(double value) => double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));
}
