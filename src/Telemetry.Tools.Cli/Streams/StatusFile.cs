using System.Globalization;
using System.Text;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>
/// What was last counted in a stream, kept in its folder as <c>.status</c> with names, sizes and times of the files that were counted.
/// As long as these are the same, nothing needs to be read again.
/// </summary>
internal static class StatusFile
{
    private const string Name = ".status";
    private const string Version = "1";
    private const string None = "-";

    /// <summary>What the folder's files look like now; <see langword="null"/> where it is no stream's, or not to be trusted.</summary>
    public static string? KeyOf(DirectoryInfo folder)
    {
        if (folder.LinkTarget is not null || !File.Exists(Path.Combine(folder.FullName, "schema.json"))) return null;
        var files = folder.GetFiles();
        if (Array.Exists(files, file => file.LinkTarget is not null)) return null;
        Array.Sort(files, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return string.Join('|', Array.ConvertAll(Array.FindAll(files, file => !file.Name.StartsWith('.')), Describe));
    }

    /// <summary>Whether a folder without a key may hold events all the same, so that it must be looked at.</summary>
    public static bool MayBeStream(DirectoryInfo folder) =>
        folder.LinkTarget is not null || File.Exists(Path.Combine(folder.FullName, "schema.json")) || ProductSchemas.Find(folder.Name) is not null;

    /// <summary>What was counted when the files looked like this, or <see langword="null"/>.</summary>
    public static StreamStatus? Read(DirectoryInfo folder, string key)
    {
        try
        {
            var lines = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder.FullName, Name))).Split(Environment.NewLine);
            return lines is [.., ""] && lines.Length == 11 && lines[0] == Version && lines[1] == key ? Parse(lines) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Keeps what was counted; where that is not possible, it will be counted again.</summary>
    public static void Write(DirectoryInfo folder, string key, StreamStatus status)
    {
        var path = Path.Combine(folder.FullName, Name);
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            File.WriteAllLines(temporary, Lines(key, status));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
        }
    }

    private static string Describe(FileInfo file) => string.Create(CultureInfo.InvariantCulture, $"{file.Name}:{file.Length}:{file.LastWriteTimeUtc.Ticks}");

    private static string[] Lines(string key, StreamStatus status) =>
    [
        Version, key, status.Name, status.Format, Text(status.Events), Text(status.Rejected), Text(status.Segments), Text(status.Bytes),
        Text(status.First?.UtcTicks), Text(status.Last?.UtcTicks),
    ];

    private static StreamStatus Parse(string[] lines) =>
        new(lines[2], lines[3], Number(lines[4]), Number(lines[5]), (int)Number(lines[6]), Number(lines[7]), Time(lines[8]), Time(lines[9]));

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? None;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(string text) => text == None ? null : new DateTimeOffset(Number(text), TimeSpan.Zero);
}
