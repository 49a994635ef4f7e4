using System.Text.Json;
using Telemetry.Tools.TestSupport;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class ParquetExportTests
{
    [TestMethod]
    public async Task AFullExportHoldsEachEventInTheOrderOfTime()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.LogAsync($"[{Samples.Event("late", "2026-01-31T23:59:59.999999Z", "\"prompt_id\":\"naïve\",\"cost_usd\":\"0.5\"")},{Samples.Event("early", "2026-01-01T00:00:00Z", success: false)},{Samples.Event("outside", "2026-02-01T00:00:00Z")}]");
        var rows = await RowsAsync(world, "format=full&start_date=2026-01-01&end_date=2026-01-31", "epoch_us(timestamp)::VARCHAR, prompt_id, cost_usd::VARCHAR, success::VARCHAR");
        rows.GetArrayLength().ShouldBe(2);
        rows[0].EnumerateArray().Select(value => value.GetString()).First().ShouldBe("1767225600000000");
        rows[0][3].GetString().ShouldBe("false");
        rows[1].GetRawText().ShouldBe("""["1769903999999999","naïve","0.500000000","true"]""");
    }

    [TestMethod]
    public async Task ASummaryHasTheFiguresOfEachDay()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.LogAsync($"[{Samples.Event("a", "2026-01-02T10:00:00Z", "\"cost_usd\":\"0.25\",\"response_time_ms\":40")},{Samples.Event("b", "2026-01-02T11:00:00Z", success: false)}]");
        var rows = await RowsAsync(
            world, "format=summary&start_date=2026-01-01&end_date=2026-01-03", "epoch_us(period_start)::VARCHAR, total_requests::VARCHAR, total_cost_usd::VARCHAR, average_response_time_ms::VARCHAR, success_rate::VARCHAR, cache_hit_rate::VARCHAR");
        rows.GetRawText().ShouldBe(
            """[["1767225600000000","0","0.000000000",null,null,null],["1767312000000000","2","0.250000000","40.0","0.5",null],["1767398400000000","0","0.000000000",null,null,null]]""");
    }

    [TestMethod]
    public async Task APeriodWithoutEventsIsAFileWithoutRows()
    {
        await using var world = await ServerWorld.StartAsync();
        (await RowsAsync(world, "format=full&start_date=2026-01-01&end_date=2026-01-03", "*")).GetArrayLength().ShouldBe(0);
    }

    private static async Task<JsonElement> RowsAsync(ServerWorld world, string query, string columns)
    {
        var location = (await world.PostAsync($"/v1/analytics/exports?export_type=parquet&{query}", "")).ShouldBe(202).Headers["Location"];
        for (var i = 0; (await world.GetAsync(location)).Json.GetProperty("status").GetString() != "done"; i++)
        {
            i.ShouldBeLessThan(400);
            await Task.Delay(50);
        }

        using var response = await world.Client.GetAsync(new Uri($"{location}/download", UriKind.Relative));
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/vnd.apache.parquet");
        response.Content.Headers.ContentDisposition!.FileName.ShouldBe($"usage-2026-01-01-{query[7..query.IndexOf('&', StringComparison.Ordinal)]}.parquet");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, await response.Content.ReadAsByteArrayAsync());
            return DuckDb.Ask($"SELECT {columns} FROM read_parquet('{file}')")[0];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
