namespace Telemetry.Tools.Server.Tests;

/// <summary>A backup holds one moment of a server that goes on, and gives its figures back.</summary>
[TestClass]
public sealed class BackupTests
{
    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task ABackupUnderLoadGivesBackOneMomentWithTheSameFigures(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        await world.LogAsync(Batch("first"));
        using var ended = new CancellationTokenSource();
        var sender = Task.Run(async () =>
        {
            for (var i = 0; !ended.IsCancellationRequested; i++) (await world.LogAsync(Batch($"{i}-"))).Counts.ShouldBe((500, 0, 0));
        });
        var folder = Directory.CreateTempSubdirectory("telemetry-backup-").FullName;
        var file = new BackupAdministration(world.Settings, world.Time).Backup(folder);
        await ended.CancelAsync();
        await sender;
        file.Name.ShouldBe(engine == Engines.Sqlite ? "telemetry-20261121T120000Z.db" : "telemetry-20261121T120000Z.dump");
        var at = EngineFigures.Of(world).Events;

        var settings = world.Settings with { DataFolder = ServerWorld.NewFolder(), Database = engine == Engines.Sqlite ? null : PostgresCluster.NewDatabase() };
        new BackupAdministration(settings).Restore(file.FullName, force: false);
        await using var restored = await ServerWorld.StartAsync(world.Time, settings.DataFolder, _ => settings);
        var figures = EngineFigures.Of(restored);
        figures.ShouldBe(new StoreFigures(figures.Events, figures.Events, figures.Events, figures.Events));
        figures.Events.ShouldBeInRange(500, at);
        (figures.Events % 500).ShouldBe(0);
        var key = restored.CreateKey(ServerRole.Admin);
        ((TestClock)world.Time!).Now += TimeSpan.FromSeconds(2);
        (await restored.LogAsync(Batch("first"), key)).Counts.ShouldBe((0, 500, 0));
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task ARestoreOverwritesOnlyWhenItIsTold(string engine)
    {
        ServerSettings settings;
        string file;
        await using (var world = await Engines.StartAsync(engine, new TestClock(Samples.Now)))
        {
            await world.LogAsync(Batch("a"));
            file = System.IO.Path.Combine(Directory.CreateTempSubdirectory("telemetry-backup-").FullName, "x.backup");
            new BackupAdministration(world.Settings).Backup(file);
            Should.Throw<ServerException>(() => new BackupAdministration(world.Settings).Backup(file)).Id.ShouldBe(ServerDiagnostics.BackupNotUsable);
            await world.LogAsync(Batch("b"));
            settings = world.Settings with { DataFolder = ServerWorld.NewFolder() };
            if (engine == Engines.Sqlite) CopyOf(world.Settings.DataFolder, settings.DataFolder);
        }

        var backup = new BackupAdministration(settings);
        Should.Throw<ServerException>(() => backup.Restore(file, force: false)).Id.ShouldBe(ServerDiagnostics.RestoreOverwrites);
        Events(settings).ShouldBe(1_000);
        backup.Restore(file, force: true);
        Events(settings).ShouldBe(500);
    }

    [TestMethod]
    public async Task WhatIsNoBackupIsRefusedAndARunningServerToo()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var folder = Directory.CreateTempSubdirectory("telemetry-backup-").FullName;
        var (file, other) = (System.IO.Path.Combine(folder, "good"), System.IO.Path.Combine(folder, "bad"));
        new BackupAdministration(world.Settings).Backup(file);
        Should.Throw<ServerException>(() => new BackupAdministration(world.Settings).Restore(file, force: true)).Id.ShouldBe(ServerDiagnostics.FolderInUse);
        var empty = new BackupAdministration(new ServerSettings { DataFolder = ServerWorld.NewFolder() });
        foreach (var content in new[] { new byte[] { 1, 2, 3 }, [.. File.ReadAllBytes(file).Take(20_000)] })
        {
            await File.WriteAllBytesAsync(other, content);
            Should.Throw<ServerException>(() => empty.Restore(other, force: false)).Id.ShouldBe(ServerDiagnostics.BackupNotUsable);
        }

        Should.Throw<ServerException>(() => empty.Restore(other + "-none", force: false)).Id.ShouldBe(ServerDiagnostics.BackupNotUsable);
        Should.Throw<ServerException>(() => empty.Backup(file + "2")).Id.ShouldBe(ServerDiagnostics.BackupNotUsable);
        Directory.GetFiles(folder).Length.ShouldBe(2);
    }

    [TestMethod]
    public void AProgramThatIsMissingOrFailsIsAClearErrorWithoutThePassword()
    {
        Should.Throw<ServerException>(() => PostgresProgram.Run("pg_dump_that_is_not_there", new Dictionary<string, string>())).Id.ShouldBe(ServerDiagnostics.BackupProgram);
        var settings = new ServerSettings { DataFolder = ServerWorld.NewFolder(), Database = "Host=127.0.0.1;Port=1;Username=u;Password=hunter2;Database=d" };
        var error = Should.Throw<ServerException>(() => new BackupAdministration(settings).Backup(System.IO.Path.GetTempPath()));
        error.Id.ShouldBe(ServerDiagnostics.BackupProgram);
        $"{error.Message} {error.NextStep}".ShouldNotContain("hunter2");
    }

    private static string Batch(string prefix) => Samples.Batch(500, prefix, more: i => $"\"response_time_ms\":{i}");

    private static long Events(ServerSettings settings)
    {
        using var database = ServerParts.OpenDatabase(settings);
        using var connection = database.OpenWrite();
        return connection.Scalar(null, "SELECT count(*) FROM events")!.Value;
    }

    private static void CopyOf(string from, string to)
    {
        DataFolder.Create(to);
        foreach (var file in Directory.GetFiles(from, "telemetry.db*")) File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)));
    }
}
