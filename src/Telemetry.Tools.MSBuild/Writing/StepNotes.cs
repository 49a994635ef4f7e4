using System.Globalization;
using System.Text;

namespace Telemetry.Tools.MSBuild;

/// <summary>
/// What tasks tell an attached logger: the steps that TelemetryExec, TelemetryStart and TelemetryStop measured. MSBuild has no event that a task
/// could send through a forwarding logger without also printing it, so the steps go through a file named by an environment variable.
/// </summary>
internal sealed class StepNotes(string path)
{
    /// <summary>Set while a logger listens; tells the tasks to leave the writing to it.</summary>
    public const string Variable = "TELEMETRY_LOGGER";

    private const char Separator = '\t';

    /// <summary>Where the notes go; the file exists only once there is one.</summary>
    public string Path { get; } = path;

    /// <summary>Notes for a build that starts now.</summary>
    public static StepNotes Create(Guid buildId) => new(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"telemetry-{buildId:N}.steps"));

    /// <summary>The notes of the logger that listens to this build, or null where none does.</summary>
    public static StepNotes? OfListeningLogger() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? new(path) : null;

    /// <summary>Notes that a step began.</summary>
    public void Start(string project, string target, string? domain, DateTime time) => Add(project, Text(time.Ticks), domain ?? "", "", RunNames.Target(target));

    /// <summary>Notes that a step ended.</summary>
    public void Stop(string project, string target, int exitCode, DateTime time) => Add(project, Text(time.Ticks), "", Text(exitCode), RunNames.Target(target));

    /// <summary>Reads and removes all notes. A step that did not end failed when the build ended.</summary>
    public IReadOnlyList<BuildSpan> TakeAll(DateTime end, int unfinished)
    {
        if (!File.Exists(Path)) return [];
        var steps = new List<BuildSpan>();
        var open = new Dictionary<string, BuildSpan>();
        foreach (var cells in File.ReadAllLines(Path).Select(line => line.Split(Separator)))
        {
            if (cells.Length == 5 && long.TryParse(cells[1], CultureInfo.InvariantCulture, out var ticks)) Take(cells, new DateTime(ticks, DateTimeKind.Utc), open, steps);
        }

        File.Delete(Path);
        return [.. steps, .. open.Values.Select(step => step with { End = end, ExitCode = unfinished })];
    }

    private static void Take(string[] cells, DateTime time, Dictionary<string, BuildSpan> open, List<BuildSpan> steps)
    {
        var (key, domain, exitCode, target) = (cells[0] + cells[4], cells[2], cells[3], cells[4]);
        if (exitCode.Length == 0) open.TryAdd(key, new BuildSpan(target, domain.Length == 0 ? null : domain, time, time, 0));
        else if (open.Remove(key, out var step)) steps.Add(step with { End = time, ExitCode = int.Parse(exitCode, CultureInfo.InvariantCulture) });
    }

    private void Add(params string[] cells)
    {
        var line = Encoding.UTF8.GetBytes(string.Join(Separator, cells) + "\n");
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Append(line);
                return;
            }
            catch (IOException) when (attempt < 50)
            {
                Thread.Sleep(10);
            }
        }
    }

    // Exclusive, so that nodes which write at the same time wait for each other.
    private void Append(byte[] line)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(Path, options);
        file.Seek(0, SeekOrigin.End);
        file.Write(line);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
