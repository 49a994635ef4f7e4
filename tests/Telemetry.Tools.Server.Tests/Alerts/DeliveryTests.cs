using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Messages about alerts: signed, tried again, sent nowhere else.</summary>
[TestClass]
public sealed class DeliveryTests
{
    private const string Sqlite = AlertWorld.Sqlite;
    private const string Postgres = AlertWorld.Postgres;

    [TestMethod]
    public async Task AWebhookIsSignedOverItsIdItsTimeAndItsBody()
    {
        await using var receiver = new HookReceiver(_ => HookReceiver.Ok);
        var clock = new TestClock(Samples.Now);
        await using var server = await ServerWorld.StartAsync(clock, change: settings => settings with { WebhookAllow = "127.0.0.1" });
        var rule = $$"""{"name":"Tokens","alert_type":"usage_spike","severity":"critical","metric":"tokens_used","operator":">","threshold":100,"window_duration":5,"channels":[{"type":"webhook","url":"{{receiver.Url}}","secret":"hush-hush","send_resolved":true}]}""";
        var made = (await server.PostAsync("/v1/analytics/alert-rules", rule)).ShouldBe(201);
        made.Body.ShouldNotContain("hush-hush");
        (await server.GetAsync("/v1/analytics/alert-rules")).Body.ShouldNotContain("hush-hush");
        await server.LogAsync(Samples.Event("a", "2026-11-21T11:59:00Z", "\"tokens_used\":101"));
        clock.Now += TimeSpan.FromMinutes(1);
        var request = (await receiver.ReceivedAsync(1))[0];

        var (id, timestamp) = (request.Headers["webhook-id"], request.Headers["webhook-timestamp"]);
        timestamp.ShouldBe(clock.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        var expected = Convert.ToBase64String(HMACSHA256.HashData("hush-hush"u8, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{request.Body}")));
        request.Headers["webhook-signature"].ShouldBe($"v1,{expected}");
        var body = JsonDocument.Parse(request.Body).RootElement;
        (body.GetProperty("type").GetString(), body.GetProperty("data").GetProperty("value").GetDecimal(), body.GetProperty("data").GetProperty("status").GetString()).ShouldBe(("alert.triggered", 101m, "open"));

        clock.Now += TimeSpan.FromMinutes(6);
        var resolved = (await receiver.ReceivedAsync(2))[1];
        JsonDocument.Parse(resolved.Body).RootElement.GetProperty("type").GetString().ShouldBe("alert.resolved");
        resolved.Headers["webhook-id"].ShouldNotBe(id);
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public async Task AMessageThatIsNotTakenIsTriedAgainWithTheSameId(string engine)
    {
        await using var receiver = new HookReceiver(number => number < 2 ? "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n" : HookReceiver.Ok);
        using var world = Breached(engine, receiver.Url);
        using var sender = Sender(world);
        for (var tries = 1; tries <= 3; tries++)
        {
            await RoundAsync(world, sender);
            receiver.Requests.Count.ShouldBe(tries);
            await RoundAsync(world, sender);
            receiver.Requests.Count.ShouldBe(tries, "not before its pause is over");
            world.Clock.Now += TimeSpan.FromMinutes(2);
        }

        world.Clock.Now += TimeSpan.FromDays(2);
        await RoundAsync(world, sender);
        receiver.Requests.Select(request => request.Headers["webhook-id"]).Distinct().Count().ShouldBe(1);
        receiver.Requests.Select(request => request.Headers["webhook-timestamp"]).Distinct().Count().ShouldBe(3);
        receiver.Requests.Select(request => request.Body).Distinct().Count().ShouldBe(1);
        world.Count("SELECT count(*) FROM alert_deliveries WHERE status = 'delivered' AND attempts = 3 AND channel NOT LIKE '%hush%'").ShouldBe(1);
    }

    [TestMethod]
    public async Task AfterEightTriesWithin24HoursAMessageIsGivenUp()
    {
        await using var receiver = new HookReceiver(_ => "HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n");
        using var world = Breached(Sqlite, receiver.Url);
        using var sender = Sender(world);
        var start = world.Clock.Now;
        while (world.Count("SELECT count(*) FROM alert_deliveries WHERE status = 'pending'") > 0)
        {
            await RoundAsync(world, sender);
            world.Clock.Now += TimeSpan.FromSeconds(30);
            if (receiver.Requests.Count > 3) world.Clock.Now += TimeSpan.FromMinutes(5);
        }

        receiver.Requests.Count.ShouldBe(8);
        (world.Clock.Now - start).ShouldBeInRange(TimeSpan.FromHours(21), TimeSpan.FromHours(24.5));
        world.Count("SELECT count(*) FROM alert_deliveries WHERE status = 'failed'").ShouldBe(1);
        Enumerable.Range(1, 7).Sum(tries => DeliverySchedule.PauseAfter(tries, 0)!.Value).ShouldBeLessThanOrEqualTo(Clock.Day);
    }

    [TestMethod]
    [DataRow("HTTP/1.1 302 Found\r\nLocation: {0}\r\nContent-Length: 0\r\n\r\n", "302")]
    [DataRow("HTTP/1.1 307 Found\r\nLocation: {0}\r\nContent-Length: 0\r\n\r\n", "307")]
    [DataRow("NONSENSE\r\n\r\n", "lost")]
    public async Task ARedirectIsNotFollowed(string answer, string error)
    {
        await using var other = new HookReceiver(_ => HookReceiver.Ok);
        await using var receiver = new HookReceiver(_ => string.Format(System.Globalization.CultureInfo.InvariantCulture, answer, other.Url));
        using var world = Breached(Sqlite, receiver.Url);
        using var sender = Sender(world);
        await RoundAsync(world, sender);
        receiver.Requests.Count.ShouldBe(1);
        other.Requests.Count.ShouldBe(0);
        ErrorOf(world).ShouldContain(error);
    }

    [TestMethod]
    public async Task AnEndlessAnswerOfAReceiverThatTookTheMessageHoldsNobodyUp()
    {
        await using var receiver = new HookReceiver(_ => "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + new string('x', 200_000));
        using var world = Breached(Sqlite, receiver.Url);
        using var sender = Sender(world);
        await RoundAsync(world, sender);
        world.Count("SELECT count(*) FROM alert_deliveries WHERE status = 'delivered'").ShouldBe(1);
    }

    [TestMethod]
    public async Task ASlowReceiverKeepsNobodyElseWaiting()
    {
        await using var slow = new HookReceiver(_ => "");
        await using var quick = new HookReceiver(_ => HookReceiver.Ok);
        using var world = Breached(Sqlite, slow.Url, quick.Url);
        using var sender = Sender(world);
        using var stop = new CancellationTokenSource();
        var runner = Runner(world, sender);
        await runner.RoundAsync(stop.Token);
        await quick.ReceivedAsync(1);
        await slow.ReceivedAsync(1);
        await stop.CancelAsync();
        await runner.FinishAsync();
        // The server ended while it was sent: it is sent again, by whoever comes next.
        world.Clock.Now += TimeSpan.FromMinutes(3);
        await RoundAsync(world, sender, wait: false);
        var again = await slow.ReceivedAsync(2);
        again[0].Headers["webhook-id"].ShouldBe(again[1].Headers["webhook-id"]);
        quick.Requests.Count.ShouldBe(1);
    }

    [TestMethod]
    public async Task AHostThatLeadsIntoAPrivateNetworkIsNotSentTo()
    {
        await using var receiver = new HookReceiver(_ => HookReceiver.Ok);
        using var world = Breached(Sqlite, receiver.Url.Replace("127.0.0.1", "rebind.example", StringComparison.Ordinal).Replace("http:", "https:", StringComparison.Ordinal));
        using var sender = Sender(world, allowed: "");
        await RoundAsync(world, sender);
        receiver.Requests.Count.ShouldBe(0);
        ErrorOf(world).ShouldContain("webhook_allow");
    }

    [TestMethod]
    [DataRow(Sqlite)]
    [DataRow(Postgres)]
    public async Task OfSeveralServersOneSendsAMessage(string engine)
    {
        await using var receiver = new HookReceiver(_ => HookReceiver.Ok);
        using var world = Breached(engine, [.. Enumerable.Repeat(receiver.Url, 10)]);
        using var sender = Sender(world);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RoundAsync(world, sender))));
        (await receiver.ReceivedAsync(10)).Select(request => request.Headers["webhook-id"]).Distinct().Count().ShouldBe(10);
    }

    [TestMethod]
    public async Task ASecretIsKeptWhenARuleIsChangedWithoutIt()
    {
        await using var server = await ServerWorld.StartAsync();
        const string Rule = """{"name":"n","alert_type":"threshold","severity":"low","metric":"requests","operator":">","threshold":1,"window_duration":5,"channels":[{"type":"webhook","url":"https://example.com/T0/B1"SECRET}]}""";
        var path = (await server.PostAsync("/v1/analytics/alert-rules", Rule.Replace("SECRET", ",\"secret\":\"hush\"", StringComparison.Ordinal))).ShouldBe(201).Headers["Location"];
        var shown = (await server.GetAsync(path)).ShouldBe(200);
        shown.Json.GetProperty("channels")[0].GetProperty("has_secret").GetBoolean().ShouldBeTrue();
        foreach (var json in new[] { shown.Body, Rule.Replace("SECRET", "", StringComparison.Ordinal) })
            (await server.SendAsync(HttpMethod.Put, path, ServerWorld.Content(Encoding.UTF8.GetBytes(json), "application/json"))).ShouldBe(200);
        using (var database = new SqliteDatabase(DataFolder.DatabasePath(server.Settings.DataFolder)))
            new AlertRuleStore(database, TimeProvider.System).Find("default", path.Split('/')[^1])!.Terms.Channels[0].Secret.ShouldBe("hush");
        // Another address does not get it.
        (await server.SendAsync(HttpMethod.Put, path, ServerWorld.Content(Encoding.UTF8.GetBytes(Rule.Replace("SECRET", "", StringComparison.Ordinal).Replace("example.com", "evil.example", StringComparison.Ordinal)), "application/json")))
            .ShouldFail(400, ServerDiagnostics.BadRule);
    }

    [TestMethod]
    public async Task MetricsTellOpenAlertsAndMessagesThatWereGivenUp()
    {
        var clock = new TestClock(Samples.Now);
        await using var server = await ServerWorld.StartAsync(clock);
        var metrics = (await server.GetAsync("/metrics")).ShouldBe(200).Body;
        foreach (var line in new[] { "telemetry_alerts_open 0\n", "telemetry_alert_deliveries_waiting 0\n", "telemetry_alert_deliveries_failed 0\n" }) metrics.ShouldContain(line);
    }

    private static AlertWorld Breached(string engine, params string[] urls)
    {
        var world = AlertWorld.On(engine);
        world.Rule(AlertWorld.Terms("requests", ">", 0) with { Channels = [.. urls.Select(url => new AlertChannel { Type = AlertChannel.Webhook, Url = url, Secret = "hush" })] });
        world.Log(1);
        world.Pass();
        world.Queued.ShouldBe(urls.Length);
        return world;
    }

    // Whatever a name is, it leads here.
    private static WebhookSender Sender(AlertWorld world, string allowed = "127.0.0.1") =>
        new(new OutboundConnections(AllowedTargets.Parse(allowed), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])), null, world.Clock);

    private static DeliveryRunner Runner(AlertWorld world, WebhookSender sender) => new(
        new Outbox(world.Database, world.Clock), sender, new MailSender(new OutboundConnections(AllowedTargets.Parse(null), (_, _) => Task.FromResult<IPAddress[]>([])), new ServerSettings { DataFolder = "x" }), NullLogger.Instance);

    private static async Task RoundAsync(AlertWorld world, WebhookSender sender, bool wait = true)
    {
        var runner = Runner(world, sender);
        await runner.RoundAsync(CancellationToken.None);
        if (wait) await runner.FinishAsync();
    }

    private static string ErrorOf(AlertWorld world)
    {
        using var connection = world.Database.OpenWrite();
        using var command = connection.Command(null, "SELECT last_error FROM alert_deliveries");
        return (string)command.ExecuteScalar()!;
    }
}
