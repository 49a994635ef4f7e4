using System.Net;
using System.Text;
using Telemetry.Tools.Tests.Records;

namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class BufferFolderTests
{
    [TestMethod]
    public async Task WhatTheServerDidNotTakeStaysInTheFolderAndGoesWithTheNextClientUnchanged()
    {
        using var world = new ClientWorld();
        world.Server.Next(HttpStatusCode.ServiceUnavailable).Next(HttpStatusCode.Unauthorized);
        var client = world.Open(isBuffered: true);
        client.Log(ClientWorld.Run("kept"));
        (await client.FlushAsync()).ShouldBeFalse();
        await client.DisposeAsync();
        client.Counts.Dropped.ShouldBe(0);
        world.Files.ShouldHaveSingleItem();

        await using var next = world.Open(isBuffered: true);
        (await next.FlushAsync()).ShouldBeTrue();
        var first = await world.Server.RequestAsync();
        await world.Server.RequestAsync();
        (await world.Server.RequestAsync()).Body.ShouldBe(first.Body);
        world.Files.ShouldBeEmpty();
        next.Counts.Accepted.ShouldBe(1);
    }

    [TestMethod]
    public async Task AnEventIsOnDiskBeforeItIsSentAndItsFileIsTheOwnersAlone()
    {
        using var world = new ClientWorld();
        await using var client = world.Open(isBuffered: true);
        client.Log(ClientWorld.Run("waits"));
        await world.Clock.SomebodyWaitsAsync(TimeSpan.FromSeconds(30));
        while (world.Files.Length == 0) await Task.Yield();
        var file = world.Files.ShouldHaveSingleItem();
        while (new FileInfo(file).Length == 0) await Task.Yield();
        using var lines = LineReader.Open(file);
        lines.Next().ShouldBe(LineStatus.Line);
        Encoding.UTF8.GetString(lines.Line).ShouldContain("\"target\":\"waits\"");
        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(world.Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [TestMethod]
    public async Task NoFileOfTheFolderHoldsTheKeyOrARawValue()
    {
        using var world = new ClientWorld();
        for (var i = 0; i < 2; i++) world.Server.Next(HttpStatusCode.Unauthorized);
        await using (var client = world.Open(isBuffered: true))
        {
            client.Log(new Pulse { Name = "a", Who = "jane@example.com" });
            await client.FlushAsync();
        }

        Directory.GetFiles(world.Folder).Length.ShouldBe(3);
        foreach (var file in Directory.GetFiles(world.Folder))
        {
            var text = File.ReadAllText(file);
            text.ShouldNotContain("tt_secretsecret");
            text.ShouldNotContain("jane");
        }

        File.ReadAllText(world.Files[0]).ShouldMatch("\"who\":\"[0-9a-f]{64}\"");
    }

    [TestMethod]
    public async Task ABatchThatAnotherProcessHoldsIsLeftToIt()
    {
        using var world = new ClientWorld();
        await using var first = world.Open(isBuffered: true);
        first.Log(ClientWorld.Run("mine"));
        while (world.Files.Length == 0) await Task.Yield();
        await using var second = world.Open(isBuffered: true);
        (await second.FlushAsync()).ShouldBeTrue();
        world.Server.Count.ShouldBe(0);
        (await first.FlushAsync()).ShouldBeTrue();
        (await second.FlushAsync()).ShouldBeTrue();
        world.Server.Count.ShouldBe(1);
    }

    [TestMethod]
    public async Task ATornLineIsLeftOutAndForeignLinesAndFilesTakeNoEventWithThem()
    {
        using var world = new ClientWorld();
        world.Server.Next(HttpStatusCode.Unauthorized);
        await using (var client = world.Open(isBuffered: true)) client.Log(ClientWorld.Run("whole"));
        var file = world.Files.ShouldHaveSingleItem();
        File.AppendAllText(file, "\0\u0001garbage\n{\"event_id\":\"x\",\"timestamp\":\"2026");
        File.WriteAllText(Path.Combine(world.Folder, "notes.txt"), "mine");
        File.WriteAllText(Path.Combine(world.Folder, $"build.{Guid.NewGuid():N}.events"), "");
        await world.Server.RequestAsync();

        await using var next = world.Open(isBuffered: true);
        (await next.FlushAsync()).ShouldBeTrue();
        (await world.Server.RequestAsync()).Events.ShouldHaveSingleItem().GetProperty("target").GetString().ShouldBe("whole");
        next.Warnings.ShouldHaveSingleItem().Id.ShouldBe("TEL2309");
        world.Files.ShouldBeEmpty();
        File.Exists(Path.Combine(world.Folder, "notes.txt")).ShouldBeTrue();
    }

    [TestMethod]
    public async Task AFullFolderLeavesMemoryAndNothingIsLostThatFitsThere()
    {
        using var world = new ClientWorld();
        world.Server.Next(HttpStatusCode.ServiceUnavailable);
        await using var client = world.Open(options => options with { BufferBytes = 5_000, BatchSize = 10, QueueCapacity = 50 }, isBuffered: true);
        client.Log(ClientWorld.Run());
        (await client.FlushAsync()).ShouldBeFalse();
        var taken = 1;
        for (var i = 0; i < 200; i++) taken += client.TryLog(ClientWorld.Run()) ? 1 : 0;
        while (!client.Warnings.Any(warning => warning.Id == "TEL2307")) await Task.Yield();
        world.Files.Sum(Length).ShouldBeLessThanOrEqualTo(5_000);
        (await client.FlushAsync()).ShouldBeTrue();
        client.Counts.ShouldBe(new TelemetryClientCounts(taken, taken, 0, 0, 201 - taken));
        taken.ShouldBeGreaterThan(50);
    }

    [TestMethod]
    public async Task AFolderThatCannotBeUsedLeavesMemory()
    {
        using var world = new ClientWorld();
        File.WriteAllText(world.Folder, "a file");
        await using (var client = world.Open(isBuffered: true))
        {
            client.Log(ClientWorld.Run());
            (await client.FlushAsync()).ShouldBeTrue();
            client.Warnings.ShouldHaveSingleItem().Id.ShouldBe("TEL2305");
        }

        File.Delete(world.Folder);
    }

    [TestMethod]
    public async Task AFolderThatVanishesWhileItIsUsedLeavesMemory()
    {
        using var world = new ClientWorld();
        await using var client = world.Open(isBuffered: true);
        Directory.Delete(world.Folder, recursive: true);
        File.WriteAllText(world.Folder, "a file");
        client.Log(ClientWorld.Run());
        (await client.FlushAsync()).ShouldBeTrue();
        client.Counts.Accepted.ShouldBe(1);
        client.Warnings.ShouldContain(warning => warning.Id == "TEL2305");
        File.Delete(world.Folder);
    }

    [TestMethod]
    public async Task EventsForOneServerDoNotGoToAnother()
    {
        using var world = new ClientWorld();
        world.Server.Next(HttpStatusCode.Unauthorized);
        await using (var client = world.Open(isBuffered: true)) client.Log(ClientWorld.Run());
        await world.Server.RequestAsync();
        await using var other = world.Open(options => options with { BaseUrl = new Uri("http://elsewhere.test") }, isBuffered: true);
        other.Log(ClientWorld.Run("other"));
        (await other.FlushAsync()).ShouldBeTrue();
        (await world.Server.RequestAsync()).Events.ShouldHaveSingleItem().GetProperty("target").GetString().ShouldBe("other");
        other.Warnings.ShouldHaveSingleItem().Id.ShouldBe("TEL2306");
        world.Files.ShouldHaveSingleItem();
    }

    [TestMethod]
    [DataRow("http://server.test/telemetry", "http://server.test/telemetry/", true)]
    [DataRow("http://server.test/telemetry/", "http://server.test/telemetry", true)]
    [DataRow("http://server.test/", "HTTP://SERVER.TEST:80/", true)]
    [DataRow("http://server.test/telemetry", "http://server.test/other/", false)]
    [DataRow("http://server.test/", "nonsense", false)]
    public async Task AFolderOfAnotherClientIsKnownByItsServer(string address, string noted, bool isSame)
    {
        using var world = new ClientWorld();
        await using (var client = world.Open(isBuffered: true)) await client.FlushAsync();
        File.WriteAllText(Path.Combine(world.Folder, "server"), noted + "\n");
        await using var next = world.Open(options => options with { BaseUrl = new Uri(address) }, isBuffered: true);
        next.Warnings.Count.ShouldBe(isSame ? 0 : 1);
    }

    [TestMethod]
    public async Task AStreamsNameInAFileNameLeadsNowhereElse()
    {
        using var world = new ClientWorld();
        await using (var client = world.Open(isBuffered: true)) await client.FlushAsync();
        File.WriteAllText(Path.Combine(world.Folder, $"..%2fkeys.{Guid.NewGuid():N}.events"), "{\"event_id\":\"1\"}\n");
        await using var next = world.Open(isBuffered: true);
        (await next.FlushAsync()).ShouldBeTrue();
        world.Server.Count.ShouldBe(0);
    }

    // The client may have sent and removed a file meanwhile.
    private static long Length(string file) => new FileInfo(file) is { Exists: true } found ? found.Length : 0;
}
