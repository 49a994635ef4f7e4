using System.Text;
using System.Text.Json;

namespace Telemetry.Tools;

/// <summary><c>schema.json</c> beside the segments: the schema that wrote them.</summary>
internal static class SchemaFile
{
    public const string Name = "schema.json";
    private const int LongestText = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Writes the schema where there is none or an older one; a newer one stays.</summary>
    public static void Update(string folder, StreamInfo stream)
    {
        var path = Path.Combine(folder, Name);
        var content = Encoding.UTF8.GetBytes(stream.SchemaJson);
        if (Read(folder) is not { } present)
        {
            if (NativeFiles.Current.Stat(path) is not null || !AtomicFile.TryCreate(path, content)) AtomicFile.Replace(path, content);
        }
        else if (present != stream.SchemaJson && IsOlder(VersionOf(present), stream.Version))
        {
            AtomicFile.Replace(path, content);
        }
    }

    /// <summary>The text, or <see langword="null"/> where there is no readable file of a sensible size.</summary>
    public static string? Read(string folder)
    {
        try
        {
            var (handle, facts) = SegmentFile.OpenRead(Path.Combine(folder, Name));
            using (handle)
            {
                if (facts.Size is 0 or > LongestText) return null;
                var content = new byte[facts.Size];
                return Encoding.UTF8.GetString(content, 0, RandomAccess.Read(handle, content, 0));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The segment names that a schema's text asks for.</summary>
    public static (SegmentNames Names, StreamFormat Format) Storage(string streamName, string? schema)
    {
        var (format, file) = schema is null ? (null, null) : StorageOf(schema);
        var isCsv = format == "csv" || (format is null && file is not null && file.EndsWith(".csv", StringComparison.Ordinal));
        var name = file is not null && SegmentNames.IsValid(file) ? file : streamName + (isCsv ? ".csv" : ".jsonl");
        var streamFormat = isCsv ? StreamFormat.Csv : StreamFormat.Jsonl;
        return (new SegmentNames(name, streamFormat), streamFormat);
    }

    internal static bool IsOlder(string? present, string ours)
    {
        if (!TryParse(present, out var theirs) || !TryParse(ours, out var mine)) return true;
        return theirs.CompareTo(mine) < 0;
    }

    private static (string? Format, string? File) StorageOf(string schema) => Ask(schema, root =>
        root.TryGetProperty("storage", out var storage) && storage.ValueKind == JsonValueKind.Object
            ? (Text(storage, "format"), Text(storage, "file"))
            : (null, null));

    private static string? VersionOf(string schema) => Ask(schema, root => Text(root, "version"));

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static T? Ask<T>(string schema, Func<JsonElement, T> question)
    {
        try
        {
            using var document = JsonDocument.Parse(schema.TrimStart('\uFEFF'), Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object ? question(document.RootElement) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static bool TryParse(string? version, out (int Model, int Revision, int Addition) parts)
    {
        parts = default;
        var texts = version?.Split('-');
        return texts is { Length: 3 }
            && int.TryParse(texts[0], out parts.Model)
            && int.TryParse(texts[1], out parts.Revision)
            && int.TryParse(texts[2], out parts.Addition);
    }
}
