using System.Text.Json.Nodes;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class ShippedStreamsTests
{
    public static IEnumerable<object[]> Streams => ProductSchemas.All.Select(stream => new object[] { stream.Name });

    [TestMethod]
    [DynamicData(nameof(Streams))]
    public async Task EachShippedStreamTakesItsEventsWholeAndMinimalAndOnce(string stream)
    {
        await using var world = await ServerWorld.StartAsync();
        var schema = SchemaParser.Parse(ProductSchemas.Find(stream)!.SchemaJson, stream).Document!;
        var time = DateTimeOffset.UtcNow.AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var events = SampleEvents.Of(schema, time).ToList();
        events.Count.ShouldBeGreaterThan(1);
        foreach (var (i, item) in events.Index())
        {
            item["event_id"] = $"e-{i}";
            if (stream == StreamNames.ClientUsage) item["tenant_id"] = "default";
        }

        var body = new JsonArray([.. events]).ToJsonString();
        var first = (await world.PostAsync($"/v1/events/{stream}", body)).ShouldBe(200);
        first.Counts.ShouldBe((events.Count, 0, 0), first.Body);
        (await world.PostAsync($"/v1/events/{stream}", body)).Counts.ShouldBe((0, events.Count, 0));
        Compare(StoreFigures.Payloads(world), events, stream);
    }

    // What was sent is what is stored: every field that the schema writes, value for value.
    private static void Compare(List<string> stored, List<JsonObject> sent, string stream)
    {
        stored.Count.ShouldBe(sent.Count);
        foreach (var item in sent)
        {
            if (!item.ContainsKey("event_id")) continue;
            stored.Any(payload => Holds(JsonNode.Parse(payload)!, item)).ShouldBeTrue($"{stream}: {item.ToJsonString()}\n{string.Join('\n', stored)}");
        }
    }

    private static bool Holds(JsonNode stored, JsonObject sent) =>
        sent.All(field => field.Key is "event_id" or "error" || JsonNode.DeepEquals(stored[field.Key], field.Value) || (stored[field.Key] is JsonObject inner && field.Value is JsonObject given && Holds(inner, given)));
}
