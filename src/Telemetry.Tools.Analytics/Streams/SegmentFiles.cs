using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Finds a stream's segments: closed ones by name, which is by time, then the active one.</summary>
internal static class SegmentFiles
{
    public static IReadOnlyList<string> List(string storeRoot, SchemaDocument schema)
    {
        var folder = Path.Combine(storeRoot, schema.Stream);
        if (!Directory.Exists(folder)) return [];
        var active = schema.Storage.File;
        var closed = Directory.EnumerateFiles(folder)
            .Where(file => IsClosed(Path.GetFileName(file), active))
            .Order(StringComparer.Ordinal);
        var path = Path.Combine(folder, active);
        return File.Exists(path) ? [.. closed, path] : [.. closed];
    }

    private static bool IsClosed(string name, string active)
    {
        var stem = Path.GetFileNameWithoutExtension(active) + ".";
        var extension = Path.GetExtension(active);
        return name.Length > active.Length
            && name.StartsWith(stem, StringComparison.Ordinal)
            && name.EndsWith(extension, StringComparison.Ordinal)
            && char.IsAsciiDigit(name[stem.Length]);
    }
}
