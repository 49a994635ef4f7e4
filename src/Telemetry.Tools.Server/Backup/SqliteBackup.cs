using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Backups of the embedded database: a copy of one moment, made in a reading transaction, so that nobody waits.</summary>
internal static class SqliteBackup
{
    public static void Write(string folder, string file)
    {
        if (!File.Exists(DataFolder.DatabasePath(folder))) throw BackupAdministration.NotUsable($"There is no database in {folder}.");
        using (var database = new SqliteDatabase(DataFolder.DatabasePath(folder)))
        {
            using var connection = database.OpenWrite();
            try
            {
                connection.Execute(null, "VACUUM INTO $1", file);
            }
            catch (SqliteException error)
            {
                throw BackupAdministration.NotUsable($"{file} cannot be written: {error.Message}");
            }
        }

        Check(file);
    }

    public static void Restore(string folder, string file, bool force, DateTimeOffset now)
    {
        Check(file);
        DataFolder.Create(folder);
        using var held = DataFolder.Hold(folder);
        var path = DataFolder.DatabasePath(folder);
        if (File.Exists(path) && !force) throw BackupAdministration.Overwrites(path);
        var unfinished = path + ".restoring";
        try
        {
            File.Copy(file, unfinished, overwrite: true);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            using (var stream = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite)) stream.Flush(flushToDisk: true);
            SetAside(path, now);
            File.Move(unfinished, path);
            FolderSync.Flush(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw BackupAdministration.NotUsable($"{path} cannot be written: {error.Message}");
        }
    }

    // The log of what was there belongs to it, and would damage what takes its place.
    private static void SetAside(string path, DateTimeOffset now)
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{path}.{now:yyyyMMdd'T'HHmmss'Z'}");
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"])
        {
            if (File.Exists(path + suffix)) File.Move(path + suffix, aside + suffix, overwrite: true);
        }
    }

    private static void Check(string file)
    {
        SqliteLibrary.Require();
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            using var check = connection.Command(null, "PRAGMA quick_check");
            if (check.ExecuteScalar() as string != "ok") throw BackupAdministration.NotUsable($"{file} is damaged.");
            if (connection.Scalar(null, "SELECT max(version) FROM schema_version") is not { } version) throw BackupAdministration.NotUsable($"{file} is no backup of a server.");
            if (version > Migrations.Current) throw BackupAdministration.NotUsable($"{file} has version {version}, and this server knows {Migrations.Current}.");
        }
        catch (SqliteException)
        {
            throw BackupAdministration.NotUsable($"{file} is no backup of the embedded database.");
        }
    }
}
