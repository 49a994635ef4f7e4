using Microsoft.Data.Sqlite;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// An agent's SQLite database, opened for reading without a trace: nothing is written to its files, and no lock is held against the agent
/// for longer than a query. What has a log beside it (WAL or journal) is copied to a private temporary folder first, since reading it
/// in place would change the files; the copy goes with this object.
/// </summary>
internal sealed class AgentDatabase : IDisposable
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NotADatabase = 26;
    private const int CopyAttempts = 3;
    private const int PatienceSeconds = 2;

    private static readonly string[] Companions = ["-wal", "-journal"];

    private readonly SqliteConnection _connection;
    private readonly DirectoryInfo? _copy;

    private AgentDatabase(SqliteConnection connection, DirectoryInfo? copy) => (_connection, _copy) = (connection, copy);

    /// <summary>The file with the size and time of what stands beside it: a database in WAL mode changes there.</summary>
    public static LogFile WithCompanions(LogFile file)
    {
        var (size, modified) = (file.Size, file.Modified);
        foreach (var companion in Companions.Select(ending => new FileInfo(file.Path + ending)).Where(f => f.Exists))
        {
            size += companion.Length;
            modified = Math.Max(modified, companion.LastWriteTimeUtc.Ticks);
        }

        return file with { Size = size, Modified = modified };
    }

    /// <summary>Opens the database and reads from it.</summary>
    /// <exception cref="UnreadableLogException">It is locked, or no database, or the system has no SQLite library.</exception>
    public static void Read(string path, Action<AgentDatabase> read)
    {
        try
        {
            SqliteLibrary.Require();
            using var database = Open(path);
            read(database);
        }
        catch (SqliteException error)
        {
            throw new UnreadableLogException(Reason(error));
        }
        catch (AnalyticsException error)
        {
            throw new UnreadableLogException($"{error.Id} {error.Message} To help: {error.NextStep}");
        }
    }

    /// <summary>The table's columns; none where there is no such table.</summary>
    public HashSet<string> Columns(string table)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "select name from pragma_table_info($table)";
        command.Parameters.AddWithValue("$table", table);
        using var reader = command.ExecuteReader();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>Runs a query of ours.</summary>
    public IEnumerable<SqliteDataReader> Rows(string query)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Queries are put together from names in this code only.
        command.CommandText = query;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        Remove(_copy);
    }

    private static AgentDatabase Open(string path)
    {
        var isCopied = Companions.Any(ending => new FileInfo(path + ending) is { Exists: true, Length: > 0 });
        var copy = isCopied ? Copy(path) : null;
        try
        {
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = copy is null ? path : Path.Combine(copy.FullName, Path.GetFileName(path)),
                Mode = copy is null ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
                Pooling = false,
                DefaultTimeout = PatienceSeconds,
            }.ToString());
            connection.Open();
            return new AgentDatabase(connection, copy);
        }
        catch
        {
            Remove(copy);
            throw;
        }
    }

    // A copy is whole when nothing changed while it was made.
    private static DirectoryInfo Copy(string path)
    {
        for (var attempt = 1; attempt <= CopyAttempts; attempt++)
        {
            var folder = Directory.CreateTempSubdirectory("telemetry-");
            try
            {
                var before = Stamp(path);
                foreach (var file in Companions.Prepend("").Select(ending => path + ending).Where(File.Exists)) CopyFile(file, folder.FullName);
                if (Stamp(path) == before) return folder;
            }
            catch
            {
                Remove(folder);
                throw;
            }

            Remove(folder);
        }

        throw new UnreadableLogException("the database is being written all the time; import again later");
    }

    private static void CopyFile(string path, string folder)
    {
        using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var to = new FileStream(Path.Combine(folder, Path.GetFileName(path)), FileMode.CreateNew, FileAccess.Write);
        from.CopyTo(to);
    }

    private static string Stamp(string path) => string.Join('/', Companions.Prepend("").Select(ending => new FileInfo(path + ending) is { Exists: true } file ? $"{file.Length}:{file.LastWriteTimeUtc.Ticks}" : "-"));

    private static void Remove(DirectoryInfo? folder)
    {
        try
        {
            folder?.Delete(recursive: true);
        }
        catch (Exception error) when (LogFileFinder.IsFileProblem(error))
        {
            // The system clears its temporary folder.
        }
    }

    private static string Reason(SqliteException error) => error.SqliteErrorCode switch
    {
        Busy or Locked => "the database is locked",
        NotADatabase => "no SQLite database",
        var code => $"the database cannot be read (SQLite error {code})",
    };
}
