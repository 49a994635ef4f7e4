namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class BusyDatabaseTests
{
    [TestMethod]
    public async Task EventsWaitForWhoeverElseWritesToTheEmbeddedStore()
    {
        await using var world = await ServerWorld.StartAsync();
        using var database = new SqliteDatabase(DataFolder.DatabasePath(world.Settings.DataFolder));
        using var connection = database.OpenWrite();
        Task<Answer> sent;
        using (var transaction = database.BeginWrite(connection))
        {
            connection.Execute(transaction, "INSERT INTO leases (name, until, fence) VALUES ($1, 0, 0)", "busy");
            sent = world.LogAsync(Samples.Event("a"));
            await Task.Delay(300);
            sent.IsCompleted.ShouldBeFalse();
            transaction.Commit();
        }

        (await sent).ShouldBe(200).Counts.ShouldBe((1, 0, 0));
    }

    [TestMethod]
    public async Task OneThatWritesWithoutAPauseStarvesNobody()
    {
        await using var world = await ServerWorld.StartAsync();
        using var database = new SqliteDatabase(DataFolder.DatabasePath(world.Settings.DataFolder));
        using var ended = new CancellationTokenSource();
        using var connection = database.OpenWrite();
        var greedy = Task.Run(() => WriteWithoutPause(database, ended.Token));
        for (var i = 0; i < 6; i++)
        {
            // Long enough for the other one to be in its next transaction.
            await Task.Delay(50);
            connection.Execute(null, "INSERT INTO leases (name, until, fence) VALUES ($1, 0, 0)", $"lease {i}");
        }

        await ended.CancelAsync();
        (await greedy).ShouldBeGreaterThan(6);
    }

    private static int WriteWithoutPause(SqliteDatabase database, CancellationToken stop)
    {
        using var connection = database.OpenWrite();
        var count = 0;
        for (; !stop.IsCancellationRequested; count++)
        {
            using var transaction = database.BeginWrite(connection);
            connection.Execute(transaction, "INSERT INTO leases (name, until, fence) VALUES ($1, 0, 0)", $"greedy {count}");
            Thread.Sleep(20);
            transaction.Commit();
        }

        return count;
    }
}
