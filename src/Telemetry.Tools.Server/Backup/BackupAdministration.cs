using System.Globalization;

namespace Telemetry.Tools.Server;

/// <summary>Backup and restore of the database, beside a running server or without one.</summary>
/// <param name="settings">Which database.</param>
/// <param name="time">The clock; <see langword="null"/> = the system's.</param>
public sealed class BackupAdministration(ServerSettings settings, TimeProvider? time = null)
{
    /// <summary>Writes a backup of one moment, while the server goes on.</summary>
    /// <param name="target">The file; or a folder, which gets a file named by the time.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ServerException">TEL4024: it cannot be written. TEL4023: pg_dump is missing or failed.</exception>
    public FileInfo Backup(string target)
    {
        var isPostgres = settings.Database is not null;
        var file = Directory.Exists(target) ? Path.Combine(target, NameOf(isPostgres)) : target;
        if (File.Exists(file)) throw NotUsable($"{file} is there already.");
        var unfinished = file + ".unfinished";
        try
        {
            File.Delete(unfinished);
            if (isPostgres) PostgresBackup.Write(settings.Database!, unfinished);
            else SqliteBackup.Write(settings.DataFolder, unfinished);
            Finish(unfinished, file);
            return new FileInfo(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotUsable($"{file} cannot be written: {error.Message}");
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Puts a backup in the place of the database.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="force">Whether a database that is there may be replaced.</param>
    /// <exception cref="ServerException">TEL4025: there is one, and it may not. TEL4024: it is no backup. TEL4003: a server uses the folder. TEL4023: pg_restore is missing or failed.</exception>
    public void Restore(string file, bool force)
    {
        if (!File.Exists(file)) throw NotUsable($"There is no file {file}.");
        if (settings.Database is { } database) PostgresBackup.Restore(database, file, force);
        else SqliteBackup.Restore(settings.DataFolder, file, force, Now());
    }

    internal static ServerException NotUsable(string message) => new(ServerDiagnostics.BackupNotUsable, message, "Name another file.");

    internal static ServerException Overwrites(string what) => new(ServerDiagnostics.RestoreOverwrites, $"{what} holds data already; nothing was changed.", "Name an empty one, or add --force.");

    // What was written survives a loss of power before it has its name.
    private static void Finish(string unfinished, string file)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (var stream = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite)) stream.Flush(flushToDisk: true);
        File.Move(unfinished, file);
        FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(file))!);
    }

    private string NameOf(bool isPostgres) => string.Create(CultureInfo.InvariantCulture, $"telemetry-{Now():yyyyMMdd'T'HHmmss'Z'}.{(isPostgres ? "dump" : "db")}");

    private DateTimeOffset Now() => (time ?? TimeProvider.System).GetUtcNow();
}
