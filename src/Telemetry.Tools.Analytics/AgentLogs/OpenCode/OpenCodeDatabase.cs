using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// opencode's databases: <c>message(id, session_id, data)</c> with the legacy files' JSON in <c>data</c>, and <c>session_message</c> in newer
/// ones. By the public schema; no database of a real installation was at hand.
/// </summary>
internal static class OpenCodeDatabase
{
    private static readonly string[] Tables = ["message", "session_message"];

    /// <summary>Whether the path is a database of opencode's.</summary>
    public static bool Is(string path) =>
        path.EndsWith(".db", StringComparison.OrdinalIgnoreCase) && Path.GetFileName(path).StartsWith("opencode", StringComparison.OrdinalIgnoreCase);

    /// <summary>The databases in opencode's folder.</summary>
    public static IEnumerable<string> FilesIn(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "opencode*.db").Where(Is).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (LogFileFinder.IsFileProblem(error))
        {
            return [];
        }
    }

    /// <summary>Reads all messages; those that are known already are told apart by their ids.</summary>
    public static FileParse Parse(LogFile file, ProjectNames projects, CancellationToken cancellationToken)
    {
        var parser = new OpenCodeMessageParser(file, projects);
        AgentDatabase.Read(file.Path, database =>
        {
            var hasParents = database.Columns("session").IsSupersetOf(["id", "parent_id"]);
            foreach (var table in Tables.Where(t => database.Columns(t).IsSupersetOf(["id", "session_id", "data"])))
            {
                ReadTable(database, table, hasParents, parser, cancellationToken);
            }
        });
        parser.Complete();
        return parser.Result;
    }

    private static void ReadTable(AgentDatabase database, string table, bool hasParents, OpenCodeMessageParser parser, CancellationToken cancellationToken)
    {
        var parent = hasParents ? "(select s.parent_id from session s where s.id = m.session_id)" : "null";
        var query = $"select m.id as id, m.session_id as session_id, {parent} as parent_id, case when length(m.data) <= {LogLineReader.MaxLine} then cast(m.data as text) end as data from {table} m order by m.rowid";
        long number = 0;
        foreach (var reader in database.Rows(query))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = new DatabaseRow(reader);
            number++;
            if (row.Text("data") is { } data) parser.Row(row.Text("id"), row.Text("session_id"), row.Text("parent_id"), Encoding.UTF8.GetBytes(data), number);
            else parser.TooLong(number);
        }
    }
}
