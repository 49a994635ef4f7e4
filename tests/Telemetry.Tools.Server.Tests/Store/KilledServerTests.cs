using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class KilledServerTests
{
    private const int Senders = 4;
    private const int BatchSize = 50;
    private const int AcknowledgedBetweenKills = 1_000;

    // TELEMETRY_KILL_ROUNDS=25 for the long form.
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("TELEMETRY_KILL_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : 3;

    private readonly string _folder = ServerWorld.NewFolder();
    private readonly ConcurrentDictionary<string, byte> _acknowledged = new();
    private int _batches;

    private string? _database;
    private string? _key;

    [TestMethod]
    public async Task WhatAKilledServerOnSqliteAcknowledgedIsStoredAndCountedOnce()
    {
        await CheckAsync();
        using var connection = Open();
        using var command = connection.Command(null, "PRAGMA integrity_check");
        (command.ExecuteScalar() as string).ShouldBe("ok");
    }

    [TestMethod]
    public async Task WhatAKilledServerOnPostgresAcknowledgedIsStoredAndCountedOnce()
    {
        _database = PostgresCluster.NewDatabase();
        _key = new KeyAdministration(new ServerSettings { DataFolder = _folder, Database = _database }).Create("sender", "default", ServerRole.Writer).Text;
        await CheckAsync();
    }

    private async Task CheckAsync()
    {
        var unanswered = new List<List<string>>();
        for (var round = 0; round < Rounds; round++)
        {
            using var server = Start();
            foreach (var batch in unanswered) await ResendAsync(server, batch);
            unanswered = await SendUntilKilledAsync(server);
            using var connection = Open();
            var figures = StoreFigures.Of(connection);
            figures.ShouldBe(new StoreFigures(figures.Events, figures.Events, figures.Events, figures.Events));
            figures.Events.ShouldBeGreaterThanOrEqualTo(_acknowledged.Count);
        }

        using var last = Start();
        foreach (var batch in unanswered) await ResendAsync(last, batch);
        _acknowledged.Count.ShouldBeGreaterThanOrEqualTo(Rounds * AcknowledgedBetweenKills);
        using var stored = Open();
        StoreFigures.EventIds(stored).ShouldBe(_acknowledged.Keys.Order(StringComparer.Ordinal));
    }

    private ServerProcess Start() => ServerProcess.Start(_folder, _database, _key);

    private DbConnection Open()
    {
        if (_database is null) return StoreFigures.Open(_folder);
        var connection = new NpgsqlConnection(_database);
        connection.Open();
        return connection;
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
}
