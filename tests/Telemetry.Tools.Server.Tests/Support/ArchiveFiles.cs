using System.IO.Compression;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

/// <summary>What an archive's files hold, read past the server.</summary>
internal static class ArchiveFiles
{
    /// <summary>The ids that clients gave, of all lines of all files.</summary>
    public static List<string> Ids(string folder) => [.. Directory.GetFiles(folder, "*.jsonl.gz", SearchOption.AllDirectories).SelectMany(Lines)
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetProperty("event_id").GetString()!)];

    private static List<string> Lines(string file)
    {
        using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
