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
}
