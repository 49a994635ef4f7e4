using System.Text;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Schemas that tenants send, on each engine.</summary>
[TestClass]
public sealed class SchemaTests
{
    private const string Path = "/v1/schemas/deploys";
    private const string Deploy = """{"timestamp":"2026-11-20T10:00:00Z","target":"web","seconds":1.5,"event_id":"d1"}""";

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task EventsOfAStreamAreTakenOnceItsSchemaHasCome(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        (await world.PostAsync("/v1/events/deploys", Deploy)).ShouldBe(200).Codes.ShouldBe(["unknown_stream"]);
        var made = (await PutAsync(world, Schema())).ShouldBe(201);
        made.Headers["Location"].ShouldBe(Path);
        made.Json.GetProperty("version").GetString().ShouldBe("1-0-0");
        (await world.PostAsync("/v1/events/deploys", Deploy)).ShouldBe(200).Counts.ShouldBe((1, 0, 0));
        (await world.PostAsync("/v1/events/deploys", Deploy)).ShouldBe(200).Counts.ShouldBe((0, 1, 0));
        (await world.PostAsync("/v1/events/deploys", """{"timestamp":"2026-11-20T10:00:00Z","target":7,"seconds":1.5}""")).Codes.ShouldBe(["wrong_type"]);
        (await world.GetAsync(Path)).ShouldBe(200).Body.ShouldBe(Schema());
        var list = (await world.GetAsync("/v1/schemas")).ShouldBe(200).Json.GetProperty("schemas").EnumerateArray().ToList();
        list.Select(item => item.GetProperty("stream").GetString()).ShouldContain("client-usage");
        list.Single(item => item.GetProperty("origin").GetString() == "uploaded").GetProperty("stream").GetString().ShouldBe("deploys");
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task ASchemaIsReplacedOnlyByOneThatCanFollowIt(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        (await PutAsync(world, Schema())).ShouldBe(201);
        (await PutAsync(world, Schema())).ShouldBe(200);
        const string Wider = """, "note": { "type": "string", "nullable": true }""";
        (await PutAsync(world, Schema(more: Wider))).ShouldFail(409, ServerDiagnostics.SchemaConflict).Body.ShouldContain("1-0-1");
        (await PutAsync(world, Schema("1-0-1", Wider))).ShouldBe(200).Json.GetProperty("version").GetString().ShouldBe("1-0-1");
        (await PutAsync(world, Schema("2-0-0", """, "must": { "type": "string" }"""))).ShouldFail(409, ServerDiagnostics.SchemaConflict);
        // A sender that was not upgraded yet goes on, and takes nothing back.
        (await PutAsync(world, Schema())).ShouldBe(200).Json.GetProperty("version").GetString().ShouldBe("1-0-1");
        (await world.PostAsync("/v1/events/deploys", """{"timestamp":"2026-11-20T10:00:00Z","target":"web","seconds":1.5,"note":"x"}""")).Counts.ShouldBe((1, 0, 0));
    }

    [TestMethod]
    public async Task ASchemaIsItsTenantsAndAnotherServerUsesItWithinTwoSeconds()
    {
        var (clock, database) = (new TestClock(Samples.Now), PostgresCluster.NewDatabase());
        await using var one = await ServerWorld.StartOnAsync(database, clock);
        await using var two = await ServerWorld.StartOnAsync(database, clock);
        var other = one.CreateKey(ServerRole.Admin, "other");
        clock.Now += TimeSpan.FromSeconds(2);
        (await two.PostAsync("/v1/events/deploys", Deploy)).Codes.ShouldBe(["unknown_stream"]);
        (await PutAsync(one, Schema())).ShouldBe(201);
        clock.Now += TimeSpan.FromSeconds(2);
        (await two.PostAsync("/v1/events/deploys", Deploy)).Counts.ShouldBe((1, 0, 0));
        (await two.PostAsync("/v1/events/deploys", Deploy, other)).Codes.ShouldBe(["unknown_stream"]);
        (await two.GetAsync(Path, other)).ShouldFail(404, ServerDiagnostics.NotFound);
    }

    [TestMethod]
    public async Task OnlyAnAdminOfATenantSendsSchemas()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        var keys = new[] { ServerRole.Writer, ServerRole.Viewer, ServerRole.Editor }.Select(role => world.CreateKey(role)).ToList();
        var everybody = world.CreateKey(ServerRole.Admin, "*");
        clock.Now += TimeSpan.FromSeconds(2);
        foreach (var key in keys.Append(everybody)) (await PutAsync(world, Schema(), key)).ShouldFail(403, ServerDiagnostics.Forbidden);
        (await PutAsync(world, Schema(), "tt_nobody")).ShouldFail(401, ServerDiagnostics.Unauthenticated);
    }

    [TestMethod]
    public async Task WhatIsNoSchemaIsRefusedWithItsPlace()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await PutAsync(world, "{")).ShouldFail(400, ServerDiagnostics.BadSchema);
        (await PutAsync(world, Schema().Replace("\"string\"", "\"strin\"", StringComparison.Ordinal))).ShouldFail(400, ServerDiagnostics.BadSchema).Body.ShouldContain("TEL0");
        (await PutAsync(world, Schema(), path: "/v1/schemas/others")).ShouldFail(400, ServerDiagnostics.BadSchema);
        (await PutAsync(world, Schema(), path: "/v1/schemas/client-usage")).ShouldFail(409, ServerDiagnostics.ProductSchema);
        (await PutAsync(world, Schema() + new string(' ', SchemaUpload.MaxBytes))).ShouldFail(413, ServerDiagnostics.TooLarge);
        (await world.SendAsync(HttpMethod.Put, Path, ServerWorld.Content(Encoding.UTF8.GetBytes(Schema()), "text/plain"))).ShouldFail(415, ServerDiagnostics.UnsupportedMedia);
        (await world.GetAsync(Path)).ShouldFail(404, ServerDiagnostics.NotFound);
    }

    [TestMethod]
    public async Task ATenantHasABoundedNumberOfSchemas()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        for (var i = 0; i < SchemaStore.MaxSchemas; i++) (await PutAsync(world, Schema(stream: $"s{i}"), path: $"/v1/schemas/s{i}")).ShouldBe(201);
        (await PutAsync(world, Schema())).ShouldFail(409, ServerDiagnostics.TooManySchemas);
        (await PutAsync(world, Schema(stream: "s7"), path: "/v1/schemas/s7")).ShouldBe(200);
    }

    internal static string Schema(string version = "1-0-0", string more = "", string stream = "deploys") => $$"""
        {
          // What our deployments did.
          "schema": "{{stream}}", "version": "{{version}}", "namespace": "Contoso",
          "fields": { "timestamp": { "type": "timestamp", "role": "time" } },
          "events": { "deploy": { "fields": {
            "target": { "type": "string", "role": "dimension" },
            "seconds": { "type": "double", "unit": "s", "role": "duration" }{{more}}
          } } }
        }
        """;

    internal static Task<Answer> PutAsync(ServerWorld world, string schema, string? key = null, string path = Path) =>
        world.SendAsync(HttpMethod.Put, path, ServerWorld.Content(Encoding.UTF8.GetBytes(schema), "application/json"), key);
}
