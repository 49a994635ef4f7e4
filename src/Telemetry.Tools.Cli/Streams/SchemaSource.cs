using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary>A schema's text and its name in messages: a file, or a stream of the store or the product.</summary>
/// <param name="Name">How the user knows it: a path as it was typed, or the stream's name.</param>
/// <param name="Text">The text.</param>
internal sealed record SchemaSource(string Name, string Text)
{
    /// <summary>The schema of a file or stream.</summary>
    /// <exception cref="ToolException">TEL9005: there is neither.</exception>
    public static SchemaSource Load(string name, string? store, ToolHost host)
    {
        var path = host.FullPath(name);
        if (File.Exists(path)) return FromFile(name, path);
        if (!Directory.Exists(path) && FromStream(name, store, host) is { } source) return source;
        throw Missing(name, Directory.Exists(path));
    }

    /// <summary>The schemas of files, streams, and of all files below folders.</summary>
    public static IReadOnlyList<SchemaSource> All(IEnumerable<string> names, string? store, ToolHost host) =>
        [.. names.SelectMany(name => Directory.Exists(host.FullPath(name)) ? InFolder(name, host) : [Load(name, store, host)])];

    /// <summary>Parses and validates it.</summary>
    public SchemaParseResult Parse() => SchemaParser.Parse(Text, Name);

    /// <summary>The document.</summary>
    /// <exception cref="ToolException">The first error of the file: it cannot be used.</exception>
    public SchemaDocument Document()
    {
        var result = Parse();
        if (!result.HasErrors && result.Document is { } document) return document;
        var first = result.Diagnostics.First(diagnostic => diagnostic.Severity == SchemaSeverity.Error);
        throw new ToolException(first.Id, first.ToString()[(first.Id.Length + 1)..], $"All that is wrong: {Tool.Name} schema check {Name}");
    }

    /// <summary>Line and column of a text's first occurrence, from 1.</summary>
    public (int Line, int Column) PlaceOf(string text)
    {
        var at = Math.Max(0, Text.IndexOf(text, StringComparison.Ordinal));
        var before = Text.AsSpan(0, at);
        return (before.Count('\n') + 1, at - before.LastIndexOf('\n'));
    }

    private static IEnumerable<SchemaSource> InFolder(string folder, ToolHost host)
    {
        var root = host.FullPath(folder);
        var files = SchemaFiles.Below(root).ToList();
        if (files.Count == 0) throw new ToolException(ToolDiagnostics.CannotRead, $"there is no *{SchemaFiles.Ending} below '{folder}'.", "Name the files themselves.");
        return files.Select(file => FromFile(Path.Combine(folder, Path.GetRelativePath(root, file)), file));
    }

    private static SchemaSource FromFile(string name, string path)
    {
        try
        {
            return new SchemaSource(name, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ToolDiagnostics.CannotRead, $"'{name}' cannot be read: {e.Message}", "Check its permissions.", inner: e);
        }
    }

    private static SchemaSource? FromStream(string name, string? store, ToolHost host) =>
        Catalogs.Open(store, host, null).TryFind(name) is { } stream ? new SchemaSource(stream.File ?? name, stream.Json) : null;

    private static ToolException Missing(string name, bool isFolder) => new(
        ToolDiagnostics.CannotRead,
        isFolder ? $"'{name}' is a folder, one schema file is needed." : $"there is no file and no stream '{name}'.",
        $"Streams: {Tool.Name} status");
}
