namespace Telemetry.Tools.Schema;

/// <summary>The JSON Schema (draft-07) of schema files, by which editors complete and check them.</summary>
public static class EditorSchema
{
    /// <summary>Name of the file, as <c>$schema</c> names it.</summary>
    public const string FileName = "telemetry.schema.json";

    private static readonly Lazy<string> Content = new(Read);

    /// <summary>The file's text.</summary>
    public static string Text => Content.Value;

    private static string Read()
    {
        using var stream = typeof(EditorSchema).Assembly.GetManifestResourceStream(FileName)
            ?? throw new InvalidOperationException($"The resource {FileName} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
