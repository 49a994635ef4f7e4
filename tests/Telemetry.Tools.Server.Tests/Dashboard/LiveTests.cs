using System.Diagnostics;
using System.Net.Http.Headers;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class LiveTests
{
    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public async Task AStreamTellsItsTenantOfNewEventsAndEndsWithTheKey()
    {
        await using var world = await ServerWorld.StartAsync();
        var (viewer, own, other) = (world.CreateKey(ServerRole.Viewer, "acme", "eve"), world.CreateKey(ServerRole.Admin, "acme", "a"), world.CreateKey(ServerRole.Admin, "bmce", "b"));
        using var stream = await OpenAsync(world, viewer);
        (await EventAsync(stream)).ShouldBe("hello");
        await world.LogAsync(Samples.Event("theirs"), other);
        await world.LogAsync(Samples.Event("ours"), own);
        (await EventAsync(stream)).ShouldBe("change");
        new KeyAdministration(world.Settings).Revoke("eve");
        (await EventAsync(stream)).ShouldBe("end");
        (await EventAsync(stream)).ShouldBe("closed");
    }

    [TestMethod]
    public async Task OneKeyHasSoManyStreamsAndAClosedOneMakesRoom()
    {
        var places = new LivePlaces();
        var taken = Enumerable.Range(0, LivePlaces.MostOfOneKey).Select(_ => places.TryTake("a")).ToList();
        taken.ShouldAllBe(place => place != null);
        places.TryTake("a").ShouldBeNull();
        places.TryTake("b").ShouldNotBeNull();
        taken[0]!.Dispose();
        places.TryTake("a").ShouldNotBeNull();
        var others = Enumerable.Range(0, LivePlaces.Most).Select(i => places.TryTake($"key {i}")).ToList();
        others.Count(place => place is not null).ShouldBe(LivePlaces.Most - LivePlaces.MostOfOneKey - 1);

        await using var world = await ServerWorld.StartAsync();
        var key = world.CreateKey(ServerRole.Viewer);
        var streams = new List<StreamReader>();
        for (var i = 0; i < LivePlaces.MostOfOneKey; i++) streams.Add(await OpenAsync(world, key));
        (await world.GetAsync("/analytics/live", key)).ShouldFail(503, ServerDiagnostics.Unavailable);
        streams.ForEach(stream => stream.Dispose());
    }

    [TestMethod]
    public async Task AnOpenStreamDoesNotKeepTheServerFromStopping()
    {
        var world = await ServerWorld.StartAsync();
        using var stream = await OpenAsync(world, null);
        (await EventAsync(stream)).ShouldBe("hello");
        var start = Stopwatch.GetTimestamp();
        await world.DisposeAsync();
        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(20), "a host that waits for its requests waits for 30 s");
    }

    [TestMethod]
    public async Task AStreamIsForTheTenantOfTheKeyOnly()
    {
        await using var world = await ServerWorld.StartAsync();
        (await world.GetAsync("/analytics/live?tenant_id=other")).ShouldFail(404, ServerDiagnostics.NotFound);
        (await world.GetAsync("/analytics/live?tenant=default")).ShouldFail(400, ServerDiagnostics.UnknownParameter);
    }

    private static async Task<StreamReader> OpenAsync(ServerWorld world, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/analytics/live");
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var response = await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        ((int)response.StatusCode).ShouldBe(200);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new StreamReader(await response.Content.ReadAsStreamAsync());
    }

    private static async Task<string> EventAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) return line["event: ".Length..];
        }

        return "closed";
    }
}
