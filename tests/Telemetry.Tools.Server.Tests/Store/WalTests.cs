namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class WalTests
{
    private const int MostBatches = 3_000;

    [TestMethod]
    public async Task TheLogOfAServerThatIsNeverIdleBeginsAnew()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var log = DataFolder.DatabasePath(world.Settings.DataFolder) + "-wal";
        var (next, most, isAnew) = (0, 0L, false);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(async () =>
        {
            while (!Volatile.Read(ref isAnew) && Interlocked.Increment(ref next) is var i && i <= MostBatches)
            {
                (await world.LogAsync(Samples.Batch(200, $"b{i}-", more: n => $"\"prompt_id\":\"p{n % 100}\",\"response_time_ms\":{n}"))).Counts.ShouldBe((200, 0, 0));
                // One of them looks: what two saw cannot be put in order.
                if (sender > 0) continue;
                var length = new FileInfo(log).Length;
                if (length < most) Volatile.Write(ref isAnew, true);
                most = Math.Max(most, length);
            }
        })));

        isAnew.ShouldBeTrue($"{next} batches, a log of {most} bytes");
    }
}
