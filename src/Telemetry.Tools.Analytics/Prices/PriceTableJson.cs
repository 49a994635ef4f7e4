using System.Security.Cryptography;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads and writes price tables: the product's own format, and LiteLLM's <c>model_prices_and_context_window.json</c>.</summary>
public static class PriceTableJson
{
    private static readonly JsonDocumentOptions Tolerant = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a file of either format.</summary>
    /// <exception cref="AnalyticsException">TEL2200: it cannot be read, or is neither.</exception>
    public static PriceTable Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, Path.GetFileName(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Bad(path, error.Message);
        }
    }

    /// <summary>Reads a table of either format.</summary>
    /// <param name="stream">The table.</param>
    /// <param name="name">What to call it in messages and as a source.</param>
    /// <exception cref="AnalyticsException">TEL2200: it is neither.</exception>
    public static PriceTable Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        try
        {
            using var document = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), Tolerant);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Bad(name, "it is no JSON object");
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)))[..8];
            return document.RootElement.TryGetProperty("models", out var models) && models.ValueKind == JsonValueKind.Object
                ? OwnPriceFormat.Read(document.RootElement, models, name, hash)
                : LiteLlmPriceFormat.Read(document.RootElement, name, hash);
        }
        catch (JsonException error)
        {
            throw Bad(name, $"not JSON at line {error.LineNumber + 1}");
        }
    }

    /// <summary>Writes a table in the product's own format.</summary>
    public static void Write(PriceTable table, Stream output)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var json = new Utf8JsonWriter(output, ReportJson.Options);
        OwnPriceFormat.Write(table, json);
    }

    internal static AnalyticsException Bad(string name, string reason) => new(
        UsageDiagnostics.BadPriceTable,
        $"'{name}' is no price table: {reason}.",
        "dotnet telemetry prices import FILE takes LiteLLM's model_prices_and_context_window.json, or what 'prices show --format json' writes");
}
