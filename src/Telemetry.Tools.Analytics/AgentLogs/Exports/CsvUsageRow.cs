using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsvHelper;

namespace Telemetry.Tools.Analytics;

/// <summary>A row of an export.</summary>
internal readonly struct CsvUsageRow(CsvReader csv, CsvColumnNames columns)
{
    /// <summary>A text; <see langword="null"/> where there is none.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        var at = columns.Find(names);
        return at < 0 || at >= csv.FieldCount ? null : csv.GetString(at) is { Length: > 0 } text && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;
    }

    /// <summary>A count; what is none is 0 and named in <paramref name="problem"/>.</summary>
    public long Count(ref string? problem, params ReadOnlySpan<string> names)
    {
        if (Text(names) is not { } text) return 0;
        if (decimal.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)) return JsonFields.Checked(number, ref problem);
        problem ??= "a count is no number";
        return 0;
    }

    /// <summary>An amount of money; <see langword="null"/> where there is none that makes sense.</summary>
    public decimal? Money(params ReadOnlySpan<string> names) =>
        decimal.TryParse(Text(names)?.TrimStart('$'), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount) && amount is >= 0 and < 1_000_000_000
            ? amount
            : null;

    /// <summary>A time: any usual notation, or a number since 1970.</summary>
    public DateTimeOffset? Time(params ReadOnlySpan<string> names)
    {
        var text = Text(names);
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? JsonFields.FromEpoch(number) : JsonFields.ParseTime(text);
    }

    /// <summary>Numbers by name from a cell that holds a JSON object, at the path given; empty where there are none.</summary>
    public Dictionary<string, long> Numbers(string column, params ReadOnlySpan<string> path)
    {
        var numbers = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        if (Text(column) is not { } json || !json.StartsWith('{')) return numbers;
        try
        {
            using var document = JsonDocument.Parse(json);
            var element = document.RootElement;
            foreach (var step in path)
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step, out element)) return numbers;
            }

            Add(element, numbers);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The other columns say what they say.
        }

        return numbers;
    }

    /// <summary>What makes a row without an id the same one when it is seen again.</summary>
    public string Digest()
    {
        var text = new StringBuilder();
        for (var at = 0; at < csv.FieldCount; at++) text.Append(csv.GetString(at)).Append('\u001f');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    private static void Add(JsonElement element, Dictionary<string, long> numbers)
    {
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object) Add(property.Value, numbers);
            else if (property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt64(out var number) && number is >= 0 and < 1_000_000_000_000) numbers.TryAdd(property.Name, number);
        }
    }
}
