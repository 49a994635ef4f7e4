using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class KilledServerTests
{
    private const int Senders = 4;
    private const int BatchSize = 50;
    private const int AcknowledgedBetweenKills = 1_000;

    // TELEMETRY_KILL_ROUNDS=25 for the long form.
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("TELEMETRY_KILL_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : 3;

    private readonly ConcurrentDictionary<string, byte> _acknowledged = new();
    private int _batches;

    [TestMethod]
    public async Task WhatAKilledServerAcknowledgedIsStoredAndCountedOnce()
    {
        var folder = ServerWorld.NewFolder();
        var unanswered = new List<List<string>>();
        for (var round = 0; round < Rounds; round++)
        {
            using var server = ServerProcess.Start(folder);
            foreach (var batch in unanswered) await ResendAsync(server, batch);
            unanswered = await SendUntilKilledAsync(server);
            var figures = StoreFigures.Of(folder);
            figures.ShouldBe(new StoreFigures(figures.Events, figures.Events, figures.Events, figures.Events));
            figures.Events.ShouldBeGreaterThanOrEqualTo(_acknowledged.Count);
        }

        using var last = ServerProcess.Start(folder);
        foreach (var batch in unanswered) await ResendAsync(last, batch);
        _acknowledged.Count.ShouldBeGreaterThanOrEqualTo(Rounds * AcknowledgedBetweenKills);
        Stored(folder).Order(StringComparer.Ordinal).ShouldBe(_acknowledged.Keys.Order(StringComparer.Ordinal));
        Integrity(folder).ShouldBe("ok");
    }

    private async Task<List<List<string>>> SendUntilKilledAsync(ServerProcess server)
    {
        var (target, unanswered) = (_acknowledged.Count + AcknowledgedBetweenKills, new ConcurrentBag<List<string>>());
        var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(() => SendAsync(server, unanswered))).ToArray();
        while (_acknowledged.Count < target) await Task.Delay(1);
        server.Kill();
        await Task.WhenAll(senders);
        return [.. unanswered];
    }

    private async Task SendAsync(ServerProcess server, ConcurrentBag<List<string>> unanswered)
    {
        while (true)
        {
            var number = Interlocked.Increment(ref _batches);
            var ids = Enumerable.Range(0, BatchSize).Select(i => string.Create(CultureInfo.InvariantCulture, $"b{number:D6}-{i:D3}")).ToList();
            try
            {
                if (await PostAsync(server, ids) is not { } counts) break;
                counts.ShouldBe((BatchSize, 0));
                foreach (var id in ids) _acknowledged[id] = 0;
            }
            catch (HttpRequestException)
            {
                unanswered.Add(ids);
                return;
            }
        }
    }

    private async Task ResendAsync(ServerProcess server, List<string> ids)
    {
        var (accepted, duplicates) = (await PostAsync(server, ids))!.Value;
        (accepted + duplicates).ShouldBe(BatchSize);
        (accepted is 0 or BatchSize).ShouldBeTrue("a batch is written whole or not at all");
        foreach (var id in ids) _acknowledged[id] = 0;
    }

    private static async Task<(int Accepted, int Duplicates)?> PostAsync(ServerProcess server, List<string> ids)
    {
        var json = "[" + string.Join(",", ids.Select(id => Samples.Event(id, TimeOf(id), $"\"response_time_ms\":{id.GetHashCode(StringComparison.Ordinal) & 0xFFFF},\"prompt_id\":\"p{id[^1]}\""))) + "]";
        using var content = ServerWorld.Content(Encoding.UTF8.GetBytes(json), "application/json");
        using var response = await server.Client.PostAsync("/v1/client/usage/log", content);
        if (!response.IsSuccessStatusCode) return null;
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        return (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("duplicates").GetInt32());
    }

    // Fixed by the id, as a client fixes it when the event happens.
    private static string TimeOf(string id) => new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(int.Parse(id.AsSpan(1, 6), CultureInfo.InvariantCulture)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static List<string> Stored(string folder)
    {
        using var connection = StoreFigures.Open(folder);
        using var command = connection.Command(null, "SELECT payload FROM events");
        using var reader = command.ExecuteReader();
        var ids = new List<string>();
        while (reader.Read()) ids.Add(JsonDocument.Parse((byte[])reader.GetValue(0)).RootElement.GetProperty("event_id").GetString()!);
        return ids;
    }

    private static string? Integrity(string folder)
    {
        using var connection = StoreFigures.Open(folder);
        using var command = connection.Command(null, "PRAGMA integrity_check");
        return command.ExecuteScalar() as string;
    }
}
