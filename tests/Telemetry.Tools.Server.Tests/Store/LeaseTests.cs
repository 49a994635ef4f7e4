namespace Telemetry.Tools.Server.Tests;

/// <summary>One holder at a time, on each engine.</summary>
[TestClass]
public sealed class LeaseTests
{
    [TestMethod]
    public void OnSqliteOneOfManyHoldsALease()
    {
        using var database = new SqliteDatabase(DataFolder.DatabasePath(Directory.CreateTempSubdirectory("telemetry-lease-").FullName));
        Check(database);
    }

    [TestMethod]
    public void OnPostgresOneOfManyHoldsALease()
    {
        using var database = new PostgresDatabase(PostgresCluster.NewDatabase(), null);
        Check(database);
    }

    [TestMethod]
    public async Task AServerThatLivesKeepsItsLeaseAndADeadOneLosesIt()
    {
        using var database = new SqliteDatabase(DataFolder.DatabasePath(Directory.CreateTempSubdirectory("telemetry-lease-").FullName));
        database.Migrate();
        var clock = new TestClock(Samples.Now);
        var leases = new Leases(database, clock);
        using (HeldLease.TryTake(leases, "job", TimeSpan.FromMilliseconds(20)).ShouldNotBeNull())
        {
            for (var step = 1; step <= 5; step++)
            {
                clock.Now += TimeSpan.FromSeconds(20);
                await UntilAsync(database, Clock.Micros(clock.Now.AddSeconds(30)));
                HeldLease.TryTake(leases, "job").ShouldBeNull();
            }
        }

        // Given back at once, and never renewed after that.
        await Task.Delay(100);
        using (HeldLease.TryTake(leases, "job", TimeSpan.FromDays(1)).ShouldNotBeNull())
        {
            clock.Now += TimeSpan.FromSeconds(29);
            HeldLease.TryTake(leases, "job").ShouldBeNull();
            clock.Now += TimeSpan.FromSeconds(1);
            HeldLease.TryTake(leases, "job").ShouldNotBeNull().Dispose();
        }
    }

    private static async Task UntilAsync(Database database, long until)
    {
        using var connection = database.OpenWrite();
        for (var i = 0; i < 500 && connection.Scalar(null, "SELECT until FROM leases WHERE name = 'job'") != until; i++) await Task.Delay(10);
        connection.Scalar(null, "SELECT until FROM leases WHERE name = 'job'").ShouldBe(until);
    }

    private static void Check(Database database)
    {
        database.Migrate();
        var clock = new TestClock(Samples.Now);
        var leases = new Leases(database, clock);
        var taken = new Lease?[8];
        Parallel.For(0, taken.Length, i => taken[i] = leases.TryTake("job", Clock.Minute));
        var first = taken.Where(lease => lease is not null).ShouldHaveSingleItem()!;
        leases.TryTake("other", Clock.Minute).ShouldNotBeNull();

        clock.Now += TimeSpan.FromSeconds(59);
        leases.Keep(first, Clock.Minute);
        clock.Now += TimeSpan.FromSeconds(59);
        leases.TryTake("job", Clock.Minute).ShouldBeNull();
        clock.Now += TimeSpan.FromSeconds(1);
        var second = leases.TryTake("job", Clock.Minute).ShouldNotBeNull();
        second.Fence.ShouldBeGreaterThan(first.Fence);
        Should.Throw<OperationCanceledException>(() => leases.Keep(first, Clock.Minute));
        leases.Release(first);
        leases.TryTake("job", Clock.Minute).ShouldBeNull();
        leases.Release(second);
        leases.TryTake("job", Clock.Minute).ShouldNotBeNull();
    }
}
