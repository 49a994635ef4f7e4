using System.Globalization;
using System.Text;
using System.Text.Json;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Questions to any stream: what the local scan says, on each engine.</summary>
[TestClass]
public sealed class StreamQueryTests
{
    private const string Path = "/v1/analytics/query";
    private static readonly DateTimeOffset From = new(2025, 12, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2026, 2, 10, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task TheAnswerIsThatOfTheLocalScan(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        (await world.LogAsync(new UsageTruth(3_000, 5, From, To).Json)).Counts.ShouldBe((3_000, 0, 0));
        var file = System.IO.Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, Payloads(world));
        var source = StreamSource.FromFiles(SchemaParser.Parse(StreamInfo.Of<ClientUsage>().SchemaJson, "client-usage").Document!, file);
        var filled = 0;
        foreach (var by in new[] { null, "model", "prompt_id", "user_id" })
        {
            foreach (var bucket in new[] { null, "day", "week", "month" })
            {
                foreach (var (where, top) in new[] { ((string?)null, 0), ("model=gpt-5", 2), ("response_time_ms>4000", 1), ("prompt_id~eta", 0) })
                {
                    var question = $$"""{"stream":"client-usage","measures":["sum:cost_usd","count","success_rate","avg:response_time_ms","p95:response_time_ms","max:tokens_used"],"by":{{Text(by)}},"bucket":{{Text(bucket)}},"where":[{{(where is null ? "" : Text(where))}}],"start_date":"2025-12-25","end_date":"2026-02-01T10:30:00Z","top":{{(top == 0 ? "null" : top.ToString(CultureInfo.InvariantCulture))}}}""";
                    var answer = (await world.PostAsync(Path, question)).ShouldBe(200).Json;
                    var query = new Analytics.Query(
                        [Measure.Sum("cost_usd"), Measure.Count, Measure.SuccessRate, Measure.Average("response_time_ms"), Measure.Percentile("response_time_ms", 95), Measure.Maximum("tokens_used")],
                        by, bucket is null ? TimeBucket.None : Enum.Parse<TimeBucket>(bucket, ignoreCase: true), where is null ? [] : [Filter.Parse(where)],
                        new DateTimeOffset(2025, 12, 25, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 2, 1, 10, 30, 0, TimeSpan.Zero), Top: top);
                    var expected = ScanExecutor.Run(source, [query]).Answers[0].Rows.Select(Shown).ToList();
                    answer.GetProperty("rows").EnumerateArray().Select(Shown).ShouldBe(expected, question);
                    filled += expected.Count;
                }
            }
        }

        filled.ShouldBeGreaterThan(500);
        File.Delete(file);
    }

    [TestMethod]
    public async Task AStreamOfATenantIsAskedByItsOwnFields()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        (await SchemaTests.PutAsync(world, SchemaTests.Schema())).ShouldBe(201);
        var events = Enumerable.Range(0, 10).Select(i => $$"""{"timestamp":"2026-11-{{10 + i}}T10:00:00Z","target":"{{(i % 3 == 0 ? "web" : "api")}}","seconds":{{i}}.5}""");
        (await world.PostAsync("/v1/events/deploys", $"[{string.Join(",", events)}]")).Counts.ShouldBe((10, 0, 0));
        var rows = (await world.PostAsync(Path, """{"stream":"deploys","measures":["count","avg:seconds"],"by":"target"}""")).ShouldBe(200).Json.GetProperty("rows");
        (await world.PostAsync(Path, """{"stream":"deploys"}""", type: "text/plain")).ShouldFail(415, ServerDiagnostics.UnsupportedMedia);
        rows.GetRawText().ShouldBe("""[{"period_start":null,"key":"api","others":0,"values":[6,5]},{"period_start":null,"key":"web","others":0,"values":[4,5]}]""");
        var other = world.CreateKey(ServerRole.Viewer, "other");
        clock.Now += TimeSpan.FromSeconds(2);
        (await world.PostAsync(Path, """{"stream":"deploys"}""", other)).ShouldFail(404, ServerDiagnostics.NotFound);
        (await world.PostAsync(Path, """{"stream":"client-usage","tenant_id":"default"}""", other)).ShouldFail(404, ServerDiagnostics.NotFound);
    }

    [TestMethod]
    [DataRow("""{"stream":"client-usage","by":"payload"}""", ServerDiagnostics.BadQuery)]
    [DataRow("""{"stream":"client-usage","by":"model); DROP TABLE events; --"}""", ServerDiagnostics.BadQuery)]
    [DataRow("""{"stream":"client-usage","measures":["sum:model"]}""", ServerDiagnostics.BadQuery)]
    [DataRow("""{"stream":"client-usage","measures":["median:cost_usd"]}""", ServerDiagnostics.BadQuery)]
    [DataRow("""{"stream":"client-usage","measures":[]}""", ServerDiagnostics.BadQuery)]
    [DataRow("""{"stream":"client-usage","measures":[null]}""", ServerDiagnostics.BadQuery)]
    [DataRow("""{"stream":"client-usage","where":[null]}""", ServerDiagnostics.BadQuery)]
    [DataRow("""{"stream":"client-usage","where":["nothing"]}""", ServerDiagnostics.BadQuery)]
    [DataRow("""{"stream":"client-usage","bucket":"minute"}""", ServerDiagnostics.BadQuery)]
    [DataRow("""{"stream":"client-usage","start_date":"2026-02-01","end_date":"2026-01-01"}""", ServerDiagnostics.BadQuery)]
    [DataRow("""{"stream":"client-usage","top":0}""", ServerDiagnostics.BadQuery)]
    [DataRow("""{"stream":"client-usage","groupby":"model"}""", ServerDiagnostics.BadBody)]
    [DataRow("[]", ServerDiagnostics.BadBody)]
    [DataRow("", ServerDiagnostics.BadBody)]
    public async Task AQuestionThatMakesNoSenseIsRefused(string question, string code)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync(Samples.Event("a"));
        (await world.PostAsync(Path, question)).ShouldFail(400, code);
    }

    [TestMethod]
    public async Task TheAnswerSaysInWhatUnitItsFiguresAre()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync(Samples.Event("a", more: "\"response_time_ms\":850,\"tokens_used\":7,\"cost_usd\":\"0.5\""));
        var answer = (await world.PostAsync(Path, """{"stream":"client-usage","measures":["count","avg:response_time_ms","sum:tokens_used","sum:cost_usd"]}""")).ShouldBe(200).Json;
        answer.GetProperty("units").GetRawText().ShouldBe("""[null,"s","tokens","usd"]""");
        answer.GetProperty("rows")[0].GetProperty("values").GetRawText().ShouldBe("""[1,0.85,7,"0.5"]""");
    }

    private static string Text(string? value) => JsonSerializer.Serialize(value);

    private static string Shown(QueryRow row) => string.Join('|', [
        row.Bucket is { } bucket ? ReportJson.Format(bucket) : "", row.Key ?? "∅", row.Others.ToString(CultureInfo.InvariantCulture),
        .. row.Values.Select(value => value is decimal money ? money.ToString("0.#########", CultureInfo.InvariantCulture) : JsonSerializer.Serialize(value))]);

    private static string Shown(JsonElement row) => string.Join('|', [
        row.GetProperty("period_start").GetString() ?? "", row.GetProperty("key").GetString() ?? "∅", row.GetProperty("others").GetRawText(),
        .. row.GetProperty("values").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText())]);

    private static List<string> Payloads(ServerWorld world)
    {
        using var database = Engines.Open(world);
        using var connection = database.OpenWrite();
        using var command = connection.Command(null, "SELECT payload FROM events ORDER BY ts, event_id");
        using var reader = command.ExecuteReader();
        var payloads = new List<string>();
        while (reader.Read()) payloads.Add(Encoding.UTF8.GetString((byte[])reader.GetValue(0)));
        return payloads;
    }
}
