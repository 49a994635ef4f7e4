using System.Diagnostics;
using System.Globalization;

namespace Telemetry.Tools.MSBuild;

/// <summary>
/// Tells the inner builds of a multi-targeting project, which may run on other nodes, that an outer build asked for them, so that the project writes one line
/// and not one more for each framework. An inner build that was asked for directly (<c>-f net10.0</c>) finds no outer one and writes its own.
/// </summary>
internal sealed class OuterBuild : IDisposable
{
    private readonly string _file;

    private OuterBuild(string file) => _file = file;

    /// <summary>Says that an outer build of the project goes on in this process until it is disposed.</summary>
    public static OuterBuild Begin(string projectFile)
    {
        var file = Prefix(projectFile) + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (!File.Exists(file))
        {
            // CreateNew, since a file of a known name in a folder of everybody's may be somebody's link.
            using var created = new FileStream(file, FileMode.CreateNew);
        }

        return new(file);
    }

    /// <summary>Whether an outer build of the project goes on in a process that is alive.</summary>
    public static bool Exists(string projectFile)
    {
        var prefix = Prefix(projectFile);
        return Directory.EnumerateFiles(Path.GetDirectoryName(prefix)!, Path.GetFileName(prefix) + "*").Any(IsAlive);
    }

    public void Dispose() => File.Delete(_file);

    private static string Prefix(string projectFile) => Path.Combine(Path.GetTempPath(), $"telemetry-outer-{ProjectKey.Digest(projectFile)}-");

    private static bool IsAlive(string file)
    {
        if (!int.TryParse(file[(file.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture, out var processId)) return false;
        try
        {
            using var process = Process.GetProcessById(processId);
            return true;
        }
        catch (ArgumentException)
        {
            File.Delete(file);
            return false;
        }
    }
}
