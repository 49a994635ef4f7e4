using System.Buffers.Binary;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class WalTests
{
    private const int MostBatches = 1_000;
    private const int SequenceOffset = 12;

    [TestMethod]
    public async Task TheLogOfAServerThatIsNeverIdleBeginsAnewInTheSameFile()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var (first, most, isShorter) = (Sequence(world), 0L, false);
        (await LoadAsync(world, () =>
        {
            var length = Length(world);
            // It is not emptied each time: to give the room back and to take it again is what makes a commit slow.
            isShorter |= length < Math.Min(most, SqliteDatabase.MostLogBytesKept);
            most = Math.Max(most, length);
            return Sequence(world) > first + 3;
        })).ShouldBeTrue($"a log of {most} bytes");
        isShorter.ShouldBeFalse();
    }

    [TestMethod]
    public async Task WhatALongReadMadeOfTheLogIsGivenBack()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        using (var database = new SqliteDatabase(DataFolder.DatabasePath(world.Settings.DataFolder)))
        using (var connection = database.OpenRead())
        using (var transaction = database.BeginRead(connection))
        {
            connection.Scalar(transaction, "SELECT count(*) FROM events").ShouldBe(0);
            (await LoadAsync(world, () => Length(world) > 2 * SqliteDatabase.MostLogBytesKept)).ShouldBeTrue($"a log of {Length(world)} bytes");
        }

        (await LoadAsync(world, () => Length(world) <= SqliteDatabase.MostLogBytesKept)).ShouldBeTrue($"a log of {Length(world)} bytes");
    }

    // Sends until it is so; whether it came to be.
    private static async Task<bool> LoadAsync(ServerWorld world, Func<bool> isSo)
    {
        var (next, isDone) = (0, false);
        var run = Guid.NewGuid().ToString("N");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(async () =>
        {
            while (!Volatile.Read(ref isDone) && Interlocked.Increment(ref next) is var i && i <= MostBatches)
            {
                (await world.LogAsync(Samples.Batch(200, $"{run}-{i}-", more: n => $"\"prompt_id\":\"p{n % 100}\",\"response_time_ms\":{n}"))).Counts.ShouldBe((200, 0, 0));
                // One of them looks: what two saw cannot be put in order.
                if (sender == 0 && isSo()) Volatile.Write(ref isDone, true);
            }
        })));
        return isDone;
    }

    private static string Log(ServerWorld world) => DataFolder.DatabasePath(world.Settings.DataFolder) + "-wal";

    private static long Length(ServerWorld world) => new FileInfo(Log(world)).Length;

    // How often it has begun anew (https://sqlite.org/fileformat2.html#the_write_ahead_log). SQLite's locks are on other files, so that it may be opened beside it.
    private static uint Sequence(ServerWorld world)
    {
        using var file = new FileStream(Log(world), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[SequenceOffset + sizeof(uint)];
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length ? 0 : BinaryPrimitives.ReadUInt32BigEndian(header[SequenceOffset..]);
    }
}
