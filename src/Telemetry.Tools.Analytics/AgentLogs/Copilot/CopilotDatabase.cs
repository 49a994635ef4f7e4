using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// Copilot CLI's <c>session-store.db</c>: a row of <c>assistant_usage_events</c> for each request. Input holds what was read from and written
/// to the cache; <c>total_nano_aiu</c> is the price, 1e11 a dollar. By the public schema; no database of a real installation was at hand.
/// </summary>
internal static class CopilotDatabase
{
    /// <summary>The file's name.</summary>
    public const string FileName = "session-store.db";

    /// <summary>What the keys of its requests begin with.</summary>
    public const string KeyPrefix = "copilot-db:";

    private const decimal NanoUnitsPerDollar = 100_000_000_000m;
    private const string Table = "assistant_usage_events";

    private static readonly string[] Known =
    [
        "id", "created_at", "session_id", "agent_id", "model", "copilot_usage_model", "input_tokens", "output_tokens",
        "cache_read_tokens", "cache_write_tokens", "reasoning_tokens", "total_nano_aiu", "token_details_json",
    ];

    /// <summary>Whether the path is the database.</summary>
    public static bool Is(string path) => Path.GetFileName(path).Equals(FileName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads all requests; those that are known already are told apart by their ids.</summary>
    public static FileParse Parse(LogFile file, ProjectNames projects, CancellationToken cancellationToken)
    {
        var parse = new FileParse { StartOver = true };
        AgentDatabase.Read(file.Path, database =>
        {
            if (!database.Columns(Table).IsSupersetOf(["id", "session_id", "input_tokens", "output_tokens"])) return;
            foreach (var reader in database.Rows(Query(database)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Take(new DatabaseRow(reader), ++parse.Lines, file, projects, parse);
            }
        });
        return parse;
    }

    private static string Query(AgentDatabase database)
    {
        var there = database.Columns(Table);
        var columns = Known.Select(c => there.Contains(c) ? $"e.{c} as {c}" : $"null as {c}");
        var sessions = database.Columns("sessions");
        string[] about = ["cwd", "repository", "branch"];
        var joined = sessions.Contains("id");
        var more = about.Select(c => joined && sessions.Contains(c) ? $"s.{c} as {c}" : $"null as {c}");
        return $"select {string.Join(", ", columns.Concat(more))} from {Table} e {(joined ? "left join sessions s on s.id = e.session_id" : "")} order by e.id";
    }

    private static void Take(DatabaseRow row, long number, LogFile file, ProjectNames projects, FileParse parse)
    {
        string? problem = null;
        var tokens = Tokens(row, ref problem);
        if (problem is not null)
        {
            parse.Reject(file.Path, number, problem);
            return;
        }

        var (session, time) = (row.Text("session_id"), row.Time("created_at"));
        if (tokens.Total == 0 && row.Amount("total_nano_aiu") is null or 0) return;
        parse.Records.Add(new UsageRecord
        {
            Source = AgentSource.Copilot,
            Key = string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{session}:{row.Text("id")}"),
            Timestamp = time ?? file.ModifiedTime,
            TimestampApproximated = time is null,
            Provider = "github_copilot",
            Model = row.Text("copilot_usage_model") ?? row.Text("model"),
            SessionId = session,
            IsSubagent = row.Text("agent_id") is not null,
            Project = projects.Of(row.Text("cwd")),
            Branch = row.Text("branch"),
            Tokens = tokens,
            KnowsReasoning = row.Amount("reasoning_tokens") is not null,
            LoggedCostUsd = row.Amount("total_nano_aiu") is > 0 and var units ? units / NanoUnitsPerDollar : null,
        });
    }

    // Requests that sum a conversation up leave their cache write out of its column; the details have it.
    private static TokenCounts Tokens(DatabaseRow row, ref string? problem)
    {
        var (input, read, write) = (row.Count("input_tokens", ref problem), row.Count("cache_read_tokens", ref problem), row.Count("cache_write_tokens", ref problem));
        var (output, reasoning) = (row.Count("output_tokens", ref problem), row.Count("reasoning_tokens", ref problem));
        if (write == 0) write = Math.Min(CopilotTokenDetails.CacheWrite(row.Text("token_details_json")), Math.Max(0, input - read));
        return new TokenCounts(Math.Max(0, input - read - write), read, 0, 0, write, output, Math.Min(reasoning, output));
    }
}
