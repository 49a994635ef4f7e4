using System.ComponentModel;
using System.Diagnostics;

namespace Telemetry.Tools.Server;

/// <summary>Runs one of PostgreSQL's programs.</summary>
internal static class PostgresProgram
{
    private const string Next = "Install PostgreSQL's client programs, at least of the database's version: apt-get install postgresql-client";

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="ServerException">TEL4023: it is not there, or failed.</exception>
    public static void Run(string program, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            var said = process.StandardError.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            process.WaitForExit();
            if (process.ExitCode != 0) throw new ServerException(ServerDiagnostics.BackupProgram, said.FirstOrDefault() ?? $"{program} ended with {process.ExitCode}.", Next);
        }
        catch (Win32Exception)
        {
            throw new ServerException(ServerDiagnostics.BackupProgram, $"The program {program} was not found.", Next);
        }
    }
}
