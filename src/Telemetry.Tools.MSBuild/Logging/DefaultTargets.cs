using System.Xml;

namespace Telemetry.Tools.MSBuild;

/// <summary>What a project builds when nothing is asked for, read from its file. Needed only where the build failed before the target itself had an event.</summary>
internal static class DefaultTargets
{
    private const string SdkDefault = "Build";

    /// <summary>The default targets of a project or solution; <c>Build</c> where the file does not tell.</summary>
    public static IReadOnlyList<string> Of(string? projectFile)
    {
        try
        {
            return projectFile is null || IsSolution(projectFile) || !File.Exists(projectFile) ? [SdkDefault] : Read(projectFile);
        }
        catch (Exception exception) when (exception is IOException or XmlException or UnauthorizedAccessException)
        {
            return [SdkDefault];
        }
    }

    private static bool IsSolution(string file) => Path.GetExtension(file).StartsWith(".sln", StringComparison.OrdinalIgnoreCase);

    private static string[] Read(string projectFile)
    {
        using var reader = XmlReader.Create(projectFile, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        reader.MoveToContent();
        var named = reader.GetAttribute("DefaultTargets")?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (named.Length > 0) return named;
        if (reader.GetAttribute("Sdk") is not null) return [SdkDefault];
        var first = reader.ReadToDescendant("Target") ? reader.GetAttribute("Name") : null;
        return [first ?? SdkDefault];
    }
}
