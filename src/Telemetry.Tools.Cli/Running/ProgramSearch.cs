namespace Telemetry.Tools.Cli;

/// <summary>Finds a program as a shell does: by its path, else along PATH, never in the current folder first.</summary>
internal static class ProgramSearch
{
    /// <summary>The program's file.</summary>
    /// <exception cref="ToolException">TEL9006 with exit code 127 where it is not there, 126 where it cannot be run.</exception>
    public static string Find(string name, ToolHost host)
    {
        if (OperatingSystem.IsWindows()) return name;
        if (name.Contains('/')) return Check(name, host.FullPath(name));
        string? found = null;
        foreach (var folder in (host.Environment("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var file = Path.Combine(host.FullPath(folder), name);
            if (!File.Exists(file)) continue;
            if (IsExecutable(file)) return file;
            found ??= file;
        }

        throw found is null ? NotFound(name) : NotExecutable(name, $"{found} is not executable");
    }

    /// <summary>The error for a program that is there and does not run.</summary>
    public static ToolException NotExecutable(string name, string why) =>
        new(ToolDiagnostics.CannotRun, $"'{name}' cannot be run: {why}.", $"Is it a program? Try: chmod +x {name}", ExitCode.NotExecutable);

    private static string Check(string name, string file)
    {
        if (Directory.Exists(file)) throw NotExecutable(name, "it is a folder");
        if (!File.Exists(file)) throw NotFound(name);
        return IsExecutable(file) ? file : throw NotExecutable(name, "it is not executable");
    }

    private static bool IsExecutable(string file) =>
        OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    private static ToolException NotFound(string name) =>
        new(ToolDiagnostics.CannotRun, $"there is no command '{name}'.", "Is it on the PATH? Name it by its path, for example ./build.sh", ExitCode.NotFound);
}
