using System.Text;

namespace Telemetry.Tools.Cli;

/// <summary>A <c>Directory.Build.rsp</c>. Whatever else it holds keeps its bytes and line ends.</summary>
internal sealed class ResponseFile
{
    private const string Name = "Directory.Build.rsp";

    private ResponseFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>The one that builds below a folder read: the first on the way up; null where there is none.</summary>
    public static ResponseFile? Nearest(string startDirectory)
    {
        foreach (var folder in Folders.Upwards(startDirectory))
        {
            var file = In(folder);
            if (File.Exists(file.Path)) return file;
        }

        return null;
    }

    /// <summary>The one in a folder, whether it exists or not.</summary>
    public static ResponseFile In(string folder) => new(System.IO.Path.Combine(folder, Name));

    /// <summary>The logger's line, or null.</summary>
    public string? FindLine() => File.Exists(Path) ? Read().Lines.Find(LoggerLine.Is)?.Trim() : null;

    /// <summary>Makes sure that the line stands in the file, once.</summary>
    public AttachmentEffect Put(string line)
    {
        if (!File.Exists(Path)) return Write(Encoding.Latin1, line + "\n", AttachmentEffect.Created);
        var (lines, encoding) = Read();
        var index = lines.FindIndex(LoggerLine.Is);
        if (index < 0) return Write(encoding, string.Concat(lines) + Separator(lines) + line + LineEnd(lines), AttachmentEffect.Added);

        var others = lines.Where((text, at) => at <= index || !LoggerLine.Is(text)).ToList();
        var updated = line + lines[index][lines[index].TrimEnd('\r', '\n').Length..];
        if (others.Count == lines.Count && lines[index] == updated) return AttachmentEffect.Unchanged;
        others[index] = updated;
        return Write(encoding, string.Concat(others), AttachmentEffect.Updated);
    }

    /// <summary>Makes sure that the line does not stand in the file.</summary>
    public AttachmentEffect Remove()
    {
        if (FindLine() is null) return AttachmentEffect.Absent;
        var (lines, encoding) = Read();
        var rest = string.Concat(lines.Where(line => !LoggerLine.Is(line)));
        if (rest.Length > 0) return Write(encoding, rest, AttachmentEffect.Removed);
        File.Delete(Path);
        return AttachmentEffect.Deleted;
    }

    // Latin-1 gives each byte back as it was, whatever the file's encoding means by it, as long as ASCII is ASCII.
    private (List<string> Lines, Encoding Encoding) Read()
    {
        var bytes = File.ReadAllBytes(Path);
        var encoding = bytes is [0xFF, 0xFE, ..] ? Encoding.Unicode : bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode : Encoding.Latin1;
        return (SplitKeepingEnds(encoding.GetString(bytes)), encoding);
    }

    private static List<string> SplitKeepingEnds(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var found and >= 0 ? found + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    private static string Separator(List<string> lines) => lines.Count == 0 || lines[^1].EndsWith('\n') ? "" : LineEnd(lines);

    private static string LineEnd(List<string> lines) => lines.Exists(line => line.EndsWith("\r\n", StringComparison.Ordinal)) ? "\r\n" : "\n";

    // A link to another response file is followed, so that it goes on being one. A clone may bring a link to anything else.
    private string Target()
    {
        var target = File.Exists(Path) ? File.ResolveLinkTarget(Path, returnFinalTarget: true)?.FullName ?? Path : Path;
        if (System.IO.Path.GetFileName(target) == Name) return target;
        throw LoggerAttachment.Failed($"'{Path}' is a symbolic link to '{target}', which is no {Name}.", "Put a file in its place, or attach for yourself alone: dotnet telemetry on --user");
    }

    private AttachmentEffect Write(Encoding encoding, string text, AttachmentEffect effect)
    {
        // Renamed into place, since a build may read the file right now.
        var target = Target();
        var temporary = $"{target}.{System.IO.Path.GetRandomFileName()}.tmp";
        try
        {
            File.WriteAllBytes(temporary, encoding.GetBytes(text));
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        return effect;
    }
}
