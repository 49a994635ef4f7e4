using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

/// <summary>Every command answers programs, and docs/json.md says how.</summary>
[TestClass]
public sealed class JsonAnswerTests
{
    [TestMethod]
    public void EveryCommandTakesFormatJson()
    {
        var commands = CommandTree.Doing().ToList();
        commands.Count.ShouldBeGreaterThan(30);
        commands.Where(item => !TakesJson(item.Command)).Select(item => string.Join(' ', item.Path)).ShouldBeEmpty();
    }

    [TestMethod]
    public void EveryAnswerIsDescribed()
    {
        var headings = File.ReadLines(Path.Combine(RepositoryRoot(), "docs", "json.md")).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ToList();
        var paths = CommandTree.Doing().Select(item => string.Join(' ', item.Path));
        paths.Where(path => !headings.Any(heading => heading.Contains($"`{path}`") || heading.Contains($"`{path} "))).ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow("docs")]
    [DataRow("sql")]
    [DataRow("json-schema")]
    public void ATextOfASchemaIsOneProperty(string command)
    {
        using var world = new ToolWorld();
        var text = world.Run("schema", command, "build").ShouldSucceed().Out;
        var answer = Answer(world.Run("schema", command, "build", "--format", "json"), "stream", "text");
        answer.GetProperty("stream").GetString().ShouldBe("build");
        answer.GetProperty("text").GetString().ShouldBe(text);
        world.Run("schema", command, "build", "--format", "json", "-o", "answer.json").ShouldSucceed().Out.ShouldBeEmpty();
        JsonDocument.Parse(File.ReadAllText(world.PathTo("answer.json"))).RootElement.GetProperty("text").GetString().ShouldBe(text);
    }

    [TestMethod]
    public void GeneratedFilesAreNamed()
    {
        using var world = new ToolWorld();
        var answer = Answer(world.Run("schema", "generate", "client-usage", "--language", "python", "-o", "clients", "--format", "json"), "stream", "language", "files");
        answer.GetProperty("language").GetString().ShouldBe("python");
        var files = answer.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).ToList();
        files.Order().ShouldBe(Directory.GetFiles(world.PathTo("clients")).Order());
        files.Count.ShouldBe(2);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void ARunIsDescribedAndKeepsItsExitCode(bool enabled)
    {
        using var world = enabled ? new ToolWorld().TurnedOn() : new ToolWorld();
        var run = world.InStoreBefore("run", "--target", "Nap", "--format", "json", "--", "sh", "-c", "exit 7");
        run.ExitCode.ShouldBe(7);
        var answer = Answer(run, "target", "domain", "duration_seconds", "exit_code", "recorded");
        answer.GetProperty("target").GetString().ShouldBe("Nap");
        answer.GetProperty("domain").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.GetProperty("duration_seconds").GetDouble().ShouldBeGreaterThan(0);
        answer.GetProperty("exit_code").GetInt32().ShouldBe(7);
        answer.GetProperty("recorded").GetBoolean().ShouldBe(enabled);
    }

    [TestMethod]
    public void BudgetsAreThoseAfterTheChange()
    {
        using var world = new ToolWorld().TurnedOn();
        world.InStore("budget", "set", "monthly", "200").ShouldSucceed();
        var set = world.InStore("budget", "set", "daily", "5.5", "--project", "shop", "--format", "json").ShouldSucceed();
        set.Out.ShouldBe(world.InStore("budget", "list", "--format", "json").Out);
        Answer(set, "budgets").GetProperty("budgets").GetArrayLength().ShouldBe(2);
        var removed = Answer(world.InStore("budget", "remove", "monthly", "--format", "json"), "budgets").GetProperty("budgets").EnumerateArray().ShouldHaveSingleItem();
        removed.GetProperty("scope").GetString().ShouldBe("project=shop");
    }

    [TestMethod]
    public void AFormatThatIsNoneChangesNothing()
    {
        using var world = new ToolWorld().TurnedOn();
        world.InStore("budget", "set", "monthly", "200", "--format", "jsn").ShouldFail(2, "TEL9001").Error.ShouldContain("Did you mean 'json'?");
        world.InStore("budget", "list").Out.ShouldBeEmpty();
    }

    [TestMethod]
    public void PricesSayWhereTheyAreKept()
    {
        using var world = new ToolWorld().TurnedOn();
        var table = world.Write("mine.json", world.InStore("prices", "list", "claude-opus-4-8", "--format", "json").ShouldSucceed().Out);
        var answer = Answer(world.InStore("prices", "import", "mine.json", "--format", "json"), "file", "models", "table");
        answer.GetProperty("file").GetString().ShouldBe(table);
        world.InStore("prices", "import", "mine.json").ShouldSucceed().Out.ShouldStartWith($"{answer.GetProperty("models").GetInt32()} models");
        File.Exists(answer.GetProperty("table").GetString()).ShouldBeTrue();
    }

    [TestMethod]
    public void AServersKeysBackupsAndFiguresAreDescribed()
    {
        using var world = new ToolWorld();
        var folder = Path.Combine(world.Root, "data");
        var ready = Answer(world.Run("serve", "--setup-only", "--data", folder, "--format", "json"), "addresses", "dashboard", "data");
        ready.GetProperty("data").GetString().ShouldBe(folder);
        ready.GetProperty("addresses").GetArrayLength().ShouldBe(0);

        var made = Answer(world.Run("keys", "create", "ci", "--role", "writer", "--data", folder, "--format", "json"), "id", "name", "tenant", "role", "created_at", "revoked_at", "key");
        var revoked = Answer(world.Run("keys", "revoke", "ci", "--data", folder, "--format", "json"), "id", "name", "tenant", "role", "created_at", "revoked_at");
        revoked.GetProperty("id").GetString().ShouldBe(made.GetProperty("id").GetString());
        revoked.GetProperty("revoked_at").GetString().ShouldNotBeNull();

        var job = Answer(
            world.Run("server", "backfill", "--start", "2026-01-01", "--end", "2026-01-01", "--data", folder, "--format", "json"),
            "backfill_id", "status", "progress", "events", "start_date", "end_date", "message", "created_at", "finished_at");
        job.GetProperty("status").GetString().ShouldBe("done");
        job.GetProperty("end_date").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));

        var backup = Answer(world.Run("server", "backup", "copy.db", "--data", folder, "--format", "json"), "file", "bytes");
        backup.GetProperty("bytes").GetInt64().ShouldBe(new FileInfo(world.PathTo("copy.db")).Length);
        var restored = Answer(world.Run("server", "restore", "copy.db", "--data", Path.Combine(world.Root, "second"), "--format", "json"), "restored", "file", "data");
        restored.GetProperty("file").GetString().ShouldBe(backup.GetProperty("file").GetString());
        restored.GetProperty("data").GetString().ShouldBe(Path.Combine(world.Root, "second"));
    }

    // One JSON object with these properties, and nothing besides.
    private static JsonElement Answer(ToolRun run, params string[] names)
    {
        run.Out.ShouldNotBeEmpty(run.ToString());
        var answer = JsonDocument.Parse(run.Out).RootElement;
        answer.EnumerateObject().Select(property => property.Name).ShouldBe(names);
        return answer;
    }

    private static bool TakesJson(ToolCommand command) =>
        command.Options.SingleOrDefault(option => option.Name == "--format")?.HelpName?.Split('|').Contains(FormatOption.Json) == true;

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Telemetry.Tools.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
