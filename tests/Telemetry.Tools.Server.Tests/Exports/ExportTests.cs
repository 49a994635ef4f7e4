using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class ExportTests
{
    private const string Path = "/v1/analytics/exports";

    [TestMethod]
    [DataRow("jsonl")]
    [DataRow("json")]
    [DataRow("csv")]
    public async Task AFullExportHoldsEachEventOfThePeriodInTheOrderOfTime(string type)
    {
        await using var world = await ServerWorld.StartAsync();
        await world.LogAsync($"[{Samples.Event("late", "2026-01-31T23:59:59.999999Z", "\"prompt_id\":\"=1+1\",\"cost_usd\":\"0.5\"")},{Samples.Event("early", "2026-01-01T00:00:00Z")},{Samples.Event("outside", "2026-02-01T00:00:00Z")}]");
        var done = await DoneAsync(world, $"export_type={type}&format=full&start_date=2026-01-01&end_date=2026-01-31&excel_safe=true");
        done.GetProperty("rows").GetInt64().ShouldBe(2);
        var file = (await world.GetAsync($"{Path}/{done.GetProperty("export_id").GetString()}/download")).ShouldBe(200);
        Encoding.UTF8.GetByteCount(file.Body).ShouldBe(done.GetProperty("bytes").GetInt32());
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Body))).ShouldBe(done.GetProperty("sha256").GetString());
        file.Headers["Content-Disposition"].ShouldBe($"attachment; filename=\"usage-2026-01-01-full.{type}\"");
        if (type == "csv")
        {
            var lines = file.Body.TrimEnd().Split('\n');
            lines.Length.ShouldBe(3);
            lines[0].ShouldStartWith("timestamp,tenant_id,user_id,");
            lines[2].ShouldContain(",'=1+1,");
            return;
        }

        var json = type == "json" ? file.Body : $"[{string.Join(",", file.Body.TrimEnd().Split('\n'))}]";
        JsonDocument.Parse(json).RootElement.EnumerateArray().Select(item => item.GetProperty("event_id").GetString()).ShouldBe(["early", "late"]);
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task AFullExportHoldsTheRequestsOfBothStreamsInTheOrderOfTime(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        await world.LogAsync($"[{Samples.Event("one", "2026-11-20T10:00:00Z")},{Samples.Event("three", "2026-11-20T12:00:00Z")}]");
        const string Id = "0199b3a0-1c5e-7000-8000-000000000002";
        var usage = LlmUsageTests.Event(Id, "\"timestamp\":\"2026-11-20T11:00:00Z\",\"project\":\"web\",\"user_id\":\"jane\",\"cost_usd\":0.25,\"response_time_ms\":20");
        (await world.PostAsync("/v1/events/llm-usage", usage)).ShouldBe(200).Counts.ShouldBe((1, 0, 0));
        var id = (await DoneAsync(world, "export_type=jsonl&format=full&start_date=2026-11-20&end_date=2026-11-20")).GetProperty("export_id").GetString();
        var items = (await world.GetAsync($"{Path}/{id}/download")).Body.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        items.Select(item => item.GetProperty("event_id").GetString()).ShouldBe(["one", Id, "three"]);
        var request = items[1];
        (request.Text("model"), request.Text("model_provider"), request.Text("project_id"), request.Text("user_id"), request.Text("tenant_id")).ShouldBe(("gpt-5", "openai", "web", "jane", "default"));
        (request.Long("tokens_used"), request.Long("input_tokens"), request.Long("cache_read_tokens"), request.Long("cache_write_tokens"), request.Long("output_tokens")).ShouldBe((165, 100, 10, 5, 50));
        (request.GetProperty("cost_usd").GetDecimal(), request.GetProperty("response_time_ms").GetDouble()).ShouldBe((0.25m, 20));
    }

    [TestMethod]
    public async Task ASummaryHasTheFiguresOfEachDay()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.LogAsync($"[{Samples.Event("a", "2026-01-02T10:00:00Z", "\"cost_usd\":\"0.25\",\"response_time_ms\":40")},{Samples.Event("b", "2026-01-02T11:00:00Z", success: false)}]");
        var done = await DoneAsync(world, "export_type=csv&format=summary&start_date=2026-01-01&end_date=2026-01-03");
        var lines = (await world.GetAsync($"{Path}/{done.GetProperty("export_id").GetString()}/download")).Body.TrimEnd().Split('\n');
        lines[0].ShouldBe("period_start,total_requests,total_tokens_requested,total_tokens_used,total_cost_usd,average_response_time_ms,success_rate,cache_hit_rate,p50_response_time_ms,p95_response_time_ms,unpriced_requests");
        lines[1].ShouldBe("2026-01-01T00:00:00Z,0,0,0,0,,,,,,0");
        lines[2].ShouldStartWith("2026-01-02T00:00:00Z,2,0,0,0.25,40,0.5,,");
        lines.Length.ShouldBe(4);
    }

    [TestMethod]
    public async Task ALargeFileComesInRanges()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync(Samples.Batch(8000));
        var id = (await DoneAsync(world, "export_type=jsonl&start_date=2026-11-01&end_date=2026-11-21")).GetProperty("export_id").GetString();
        var whole = (await world.GetAsync($"{Path}/{id}/download")).Body;
        whole.Length.ShouldBeGreaterThan(2 * ExportStore.PieceBytes);
        foreach (var (range, from, to) in new[] { ("bytes=0-9", 0, 9), ("bytes=1048570-1048590", 1_048_570, 1_048_590), ($"bytes={whole.Length - 5}-", whole.Length - 5, whole.Length - 1), ("bytes=-7", whole.Length - 7, whole.Length - 1) })
        {
            var part = (await world.GetAsync($"{Path}/{id}/download", change: request => request.Headers.TryAddWithoutValidation("Range", range))).ShouldBe(206);
            part.Body.ShouldBe(whole[from..(to + 1)]);
            part.Headers["Content-Range"].ShouldBe($"bytes {from}-{to}/{whole.Length}");
        }

        (await world.GetAsync($"{Path}/{id}/download", change: request => request.Headers.TryAddWithoutValidation("Range", "bytes=99999999-"))).ShouldFail(416, ServerDiagnostics.BadQuery).Headers["Content-Range"].ShouldBe($"bytes */{whole.Length}");
        var tag = (await world.SendAsync(HttpMethod.Head, $"{Path}/{id}/download", null)).ShouldBe(200).Headers["ETag"];
        foreach (var (known, status) in new[] { (tag, 206), ("\"another\"", 200) })
        {
            (await world.GetAsync($"{Path}/{id}/download", change: request =>
            {
                request.Headers.TryAddWithoutValidation("Range", "bytes=0-9");
                request.Headers.TryAddWithoutValidation("If-Range", known);
            })).ShouldBe(status);
        }

        (await world.GetAsync($"{Path}/{id}/download", change: request => request.Headers.TryAddWithoutValidation("If-None-Match", tag))).ShouldBe(304);
    }

    [TestMethod]
    public async Task AnExportIsItsTenantsAndExpires()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        var (a, b) = (world.CreateKey(ServerRole.Admin, "acme"), world.CreateKey(ServerRole.Admin, "bmce"));
        clock.Now += TimeSpan.FromSeconds(2);
        var id = (await DoneAsync(world, "export_type=json&start_date=2026-01-01&end_date=2026-01-02", a)).GetProperty("export_id").GetString();
        foreach (var path in new[] { $"{Path}/{id}", $"{Path}/{id}/download" })
        {
            (await world.GetAsync(path, a)).ShouldBe(200);
            (await world.GetAsync(path, b)).ShouldFail(404, ServerDiagnostics.NotFound);
        }

        (await world.GetAsync(Path, b)).Json.GetProperty("exports").GetArrayLength().ShouldBe(0);
        clock.Now += TimeSpan.FromDays(31);
        (await world.GetAsync($"{Path}/{id}/download", a)).ShouldFail(410, ServerDiagnostics.Gone);
        (await world.GetAsync(Path, a)).Json.GetProperty("exports")[0].GetProperty("status").GetString().ShouldBe("expired");
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task ExportsComeInPagesNewestFirst(string engine)
    {
        await using var world = await Engines.StartAsync(engine);
        var ids = new List<string?>();
        for (var i = 0; i < 5; i++) ids.Insert(0, (await world.PostAsync($"{Path}?export_type=csv", "")).ShouldBe(202).Json.GetProperty("export_id").GetString());
        var (seen, cursor) = (new List<string?>(), "");
        do
        {
            var page = (await world.GetAsync($"{Path}?limit=2{cursor}")).ShouldBe(200).Json;
            seen.AddRange(page.GetProperty("exports").EnumerateArray().Select(item => item.GetProperty("export_id").GetString()));
            cursor = page.GetProperty("next_cursor").GetString() is { } next ? $"&cursor={next}" : null;
        }
        while (cursor is not null);
        seen.Order(StringComparer.Ordinal).ShouldBe(ids.Order(StringComparer.Ordinal));
        (await world.GetAsync($"{Path}?cursor=somewhere")).ShouldFail(400, ServerDiagnostics.BadQuery);
        (await world.PostAsync($"{Path}?export_type=xlsx", "")).ShouldFail(400, ServerDiagnostics.BadQuery);
        (await world.PostAsync(Path, "")).ShouldFail(400, ServerDiagnostics.BadQuery);
        (await world.PostAsync($"{Path}?export_type=csv&format=half", "")).ShouldFail(400, ServerDiagnostics.BadQuery);
    }

    private static async Task<JsonElement> DoneAsync(ServerWorld world, string query, string? key = null)
    {
        var made = (await world.PostAsync($"{Path}?{query}", "", key)).ShouldBe(202);
        var location = made.Headers["Location"];
        for (var i = 0; i < 400; i++)
        {
            var job = (await world.GetAsync(location, key)).ShouldBe(200).Json;
            var status = job.GetProperty("status").GetString();
            status.ShouldBeOneOf("queued", "running", "done");
            if (status == "done") return job;
            await Task.Delay(50);
        }

        throw new TimeoutException("The export did not end.");
    }
}
