using Microsoft.Data.Sqlite;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class AgentDatabaseTests
{
    private const string CopilotTables = """
        create table sessions(id text primary key, cwd text, repository text, branch text, created_at text, updated_at text);
        create table assistant_usage_events(id integer primary key, created_at text, session_id text, turn_index integer, agent_id text, model text,
          input_tokens integer, output_tokens integer, cache_read_tokens integer, cache_write_tokens integer, reasoning_tokens integer, total_nano_aiu integer, token_details_json text);
        insert into sessions values('c1', '/src/shop', 'me/shop', 'main', '2026-07-01 10:00:00', '2026-07-01 11:00:00');
        """;

    [TestMethod]
    public void CopilotsDatabaseHasARowForEachRequest()
    {
        using var world = new AgentWorld();
        Write(world, ".copilot/session-store.db", CopilotTables + """
            insert into assistant_usage_events values(1, '2026-07-01 10:34:56', 'c1', 0, null, 'claude-sonnet-4.6', 1000, 80, 700, 100, 30, 250000000, null);
            insert into assistant_usage_events values(2, '2026-07-01 10:35:00', 'c1', 1, 'a1', 'nobody-1', 500, 10, 0, 0, null, 100000000000, '[{"tokenType":"cache_write","tokenCount":400}]');
            insert into assistant_usage_events values(3, '2026-07-01 10:36:00', 'c1', 2, null, 'gpt-5', -5, 10, 0, 0, 0, 0, null);
            insert into assistant_usage_events values(4, '2026-07-01 10:36:00', 'c1', 2, null, 'gpt-5', 'many', 10, 0, 0, 0, 0, null);
            """);
        var result = world.Import(AgentSource.Copilot);
        (result.Files, result.Lines, result.Events, result.Rejected).ShouldBe((1, 4L, 2L, 2L));
        result.RejectedLines.Select(l => (l.Line, l.Reason)).ShouldBe([(3, "a count is negative"), (4, "a count is no number")]);
        var usage = world.Usage();
        usage.Select(u => UsageEvents.TokensOf(u)).ShouldBe([new TokenCounts(200, 700, 0, 0, 100, 80, 30), new TokenCounts(100, 0, 0, 0, 400, 10, 0)]);
        (usage[0].Timestamp, usage[0].Project, usage[0].Branch, usage[0].SessionId).ShouldBe((new DateTimeOffset(2026, 7, 1, 10, 34, 56, TimeSpan.Zero), "shop", "main", "c1"));
        (usage[1].LoggedCostUsd, usage[1].CostUsd, usage[1].IsSubagent).ShouldBe((1m, 1m, true));
        world.Import(AgentSource.Copilot).Events.ShouldBe(0);
    }

    [TestMethod]
    public void TheDatabaseTellsMoreOfASessionThanItsEvents()
    {
        using var world = new AgentWorld();
        Write(world, ".copilot/session-store.db", CopilotTables + "insert into assistant_usage_events values(1, '2026-07-01 10:34:56', 'c1', 0, null, 'gpt-5', 1000, 80, 0, 0, 0, 0, null);");
        world.Write(
            ".copilot/session-state/c1/events.jsonl",
            """{"type":"session.start","data":{"sessionId":"c1"},"timestamp":"2026-07-01T10:00:00Z"}""",
            """{"type":"session.shutdown","data":{"modelMetrics":{"gpt-5":{"requests":{"count":1},"usage":{"inputTokens":1000,"outputTokens":80}}}},"timestamp":"2026-07-01T11:00:00Z"}""");
        var result = world.Import(AgentSource.Copilot);
        (result.Events, result.Duplicates).ShouldBe((1L, 1L));
    }

    [TestMethod]
    public void WhatStandsInTheWriteAheadLogIsReadAndNoFileOfTheAgentChanges()
    {
        using var world = new AgentWorld();
        var path = Path.Combine(world.Home, ".copilot", "session-store.db");
        using var agent = Connect(path);
        Execute(agent, "pragma journal_mode=wal; pragma wal_autocheckpoint=0;" + CopilotTables);
        Execute(agent, "insert into assistant_usage_events values(1, '2026-07-01 10:00:00', 'c1', 0, null, 'gpt-5', 10, 1, 0, 0, 0, 0, null)");
        var before = Files(path);
        world.Import(AgentSource.Copilot).Events.ShouldBe(1);
        Files(path).ShouldBe(before);
        Execute(agent, "begin exclusive; insert into assistant_usage_events values(2, '2026-07-01 10:00:00', 'c1', 0, null, 'gpt-5', 10, 1, 0, 0, 0, 0, null)");
        world.Import(AgentSource.Copilot).Events.ShouldBe(0);
        Execute(agent, "commit");
        world.Import(AgentSource.Copilot).Events.ShouldBe(1);
    }

    [TestMethod]
    public void ALockedDatabaseIsNamedAndReadLater()
    {
        using var world = new AgentWorld();
        var path = Path.Combine(world.Home, ".copilot", "session-store.db");
        using var agent = Connect(path);
        Execute(agent, CopilotTables + "insert into assistant_usage_events values(1, '2026-07-01 10:00:00', 'c1', 0, null, 'gpt-5', 10, 1, 0, 0, 0, 0, null); begin exclusive");
        var locked = world.Import(AgentSource.Copilot);
        (locked.Events, locked.Rejected).ShouldBe((0L, 1L));
        locked.RejectedLines.ShouldBe([new RejectedLine(path, 0, "the database is locked")]);
        Execute(agent, "commit");
        world.Import(AgentSource.Copilot).Events.ShouldBe(1);
    }

    [TestMethod]
    public void WhatIsNoDatabaseIsNamedAndTheOthersAreRead()
    {
        using var world = new AgentWorld();
        var broken = world.WriteText(".copilot/session-store.db", new string('x', 5000));
        world.WriteText(".local/share/opencode/opencode.db", "");
        world.Write(".claude/projects/p/s.jsonl", """{"sessionId":"s","message":{"id":"m","model":"claude-opus-4-8","usage":{"input_tokens":1,"output_tokens":1}},"requestId":"r","type":"assistant","timestamp":"2026-07-01T10:00:00Z"}""");
        var result = world.Import("all");
        result.Events.ShouldBe(1);
        result.RejectedLines.ShouldBe([new RejectedLine(broken, 0, "no SQLite database")]);
    }

    [TestMethod]
    public void OpencodesDatabasesAreReadAndOverlapWithLegacyFiles()
    {
        using var world = new AgentWorld();
        const string Message = """{"role":"assistant","time":{"created":1783000000000,"completed":1783000060000},"modelID":"claude-sonnet-4-5","providerID":"anthropic","cost":0,"tokens":{"input":1000,"output":400,"reasoning":100,"cache":{"read":200,"write":50}},"path":{"cwd":"/src/shop","root":"/src/shop"}}""";
        const string Newer = """{"type":"assistant","agent":"build","model":{"id":"gpt-5","providerID":"openai"},"time":{"created":1783000100000},"cost":0.5,"tokens":{"input":10,"output":20,"reasoning":0,"cache":{"read":0,"write":0}}}""";
        Write(world, ".local/share/opencode/opencode.db", $"""
            create table session(id text primary key, parent_id text, directory text);
            create table message(id text primary key, session_id text, time_created integer, data text);
            insert into session values('ses_1', null, '/src/shop'), ('ses_2', 'ses_1', '/src/shop');
            insert into message values('msg_1', 'ses_1', 1, '{Message}'), ('msg_2', 'ses_2', 2, '{Message.Replace("1783000000000", "1783000500000", StringComparison.Ordinal)}'), ('msg_3', 'ses_1', 3, '{"{\"role\":\"user\"}"}'), ('msg_4', 'ses_1', 4, '{"{\"tokens\":broken"}');
            """);
        Write(world, ".local/share/opencode/opencode-next.db", $"create table session_message(id text primary key, session_id text, type text, data text); insert into session_message values('evt_1', 'ses_9', 'assistant', '{Newer}')");
        world.Write(".local/share/opencode/storage/message/ses_1/msg_1.json", Message.Replace("\"role\"", "\"id\":\"msg_1\",\"sessionID\":\"ses_1\",\"role\"", StringComparison.Ordinal));
        var result = world.Import(AgentSource.OpenCode);
        (result.Files, result.Events, result.Duplicates, result.Rejected).ShouldBe((3, 3L, 1L, 1L));
        var usage = world.Usage().OrderBy(u => u.SessionId, StringComparer.Ordinal).ToList();
        usage.Select(u => (u.SessionId, u.ParentSessionId, u.Model, u.LoggedCostUsd)).ShouldBe(
            [("ses_1", null, "claude-sonnet-4-5", null), ("ses_2", "ses_1", "claude-sonnet-4-5", null), ("ses_9", null, "gpt-5", 0.5m)]);
        UsageEvents.TokensOf(usage[0]).ShouldBe(new TokenCounts(1000, 200, 0, 0, 50, 500, 100));
        world.Import(AgentSource.OpenCode).Events.ShouldBe(0);
    }

    private static void Write(AgentWorld world, string path, string sql)
    {
        using var connection = Connect(Path.Combine(world.Home, path));
        Execute(connection, sql);
    }

    private static SqliteConnection Connect(string path)
    {
        SqliteLibrary.Require();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Files(string path) =>
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Order(StringComparer.Ordinal).Select(f => $"{Path.GetFileName(f)} {new FileInfo(f).Length} {File.GetLastWriteTimeUtc(f).Ticks}")];
}
