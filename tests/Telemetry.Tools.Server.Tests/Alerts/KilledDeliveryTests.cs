using System.Globalization;
using System.Text;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server.Tests;

/// <summary>A server that is killed while a receiver holds its message: the next one sends it again, with the same id, and does so until it is taken.</summary>
[TestClass]
public sealed class KilledDeliveryTests
{
    [TestMethod]
    [DataRow(AlertWorld.Sqlite)]
    [DataRow(AlertWorld.Postgres)]
    public async Task AWebhookThatWasUnderWayIsSentAgainWithItsId(string engine)
    {
        // The first request is read, and never answered.
        await using var receiver = new HookReceiver(number => number == 0 ? "" : HookReceiver.Ok);
        await CheckAsync(
            engine, new AlertChannel { Type = AlertChannel.Webhook, Url = receiver.Url, Secret = "hush" }, """{"webhook_allow":"127.0.0.1"}""", () => receiver.ReceivedAsync(1), () => receiver.ReceivedAsync(2));
        receiver.Requests.Select(request => request.Headers["webhook-id"]).Distinct().ShouldHaveSingleItem().ShouldStartWith("msg_");
        receiver.Requests.Select(request => request.Body).Distinct().ShouldHaveSingleItem();
    }

    [TestMethod]
    public async Task AMailThatWasUnderWayIsSentAgainWithItsMessageId()
    {
        // The first mail is read to its end, and never said to be taken.
        await using var receiver = new SmtpReceiver(holds: 1);
        var settings = $$"""{"webhook_allow":"127.0.0.1","smtp_server":"127.0.0.1:{{receiver.Port.ToString(CultureInfo.InvariantCulture)}}","smtp_security":"none","smtp_from":"telemetry@example.com"}""";
        await CheckAsync(AlertWorld.Sqlite, new AlertChannel { Type = AlertChannel.Email, To = ["ops@example.com"] }, settings, () => MailsAsync(receiver, 1), () => MailsAsync(receiver, 2));
        receiver.Said.Where(line => line.StartsWith("Message-ID:", StringComparison.Ordinal)).Distinct().ShouldHaveSingleItem();
    }

    private static async Task CheckAsync(string engine, AlertChannel channel, string settings, Func<Task> first, Func<Task> second)
    {
        var folder = ServerWorld.NewFolder();
        var database = engine == AlertWorld.Postgres ? PostgresCluster.NewDatabase() : null;
        DataFolder.Create(folder);
        await PrepareAsync(folder, database, channel);
        await File.WriteAllTextAsync(Path.Combine(folder, "telemetry-server.json"), settings);
        using (var server = ServerProcess.Start(folder, database))
        {
            await first();
            server.Kill();
        }

        Count(folder, database, "status = 'pending' AND attempts = 1").ShouldBe(1);
        using (ServerProcess.Start(folder, database))
        {
            await second();
            for (var i = 0; i < 200 && Count(folder, database, "status = 'delivered'") == 0; i++) await Task.Delay(50);
        }

        Count(folder, database, "status = 'delivered' AND attempts = 2").ShouldBe(1);
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    // A rule and what breaches it, and no server that evaluates yet.
    private static async Task PrepareAsync(string folder, string? database, AlertChannel channel)
    {
        var settings = new ServerSettings { DataFolder = folder, Database = database };
        new KeyAdministration(settings).Create("admin", "default", ServerRole.Admin);
        using var store = Open(folder, database);
        var rules = new AlertRuleStore(store, TimeProvider.System);
        rules.Welcome("default");
        rules.Add("default", AlertWorld.Terms("requests", ">", 0) with { Channels = [channel] });
        using var queue = new IngestQueue(store, TimeProvider.System);
        var (batch, now) = (new IngestBatch("default", StreamNames.ClientUsage), DateTimeOffset.UtcNow);
        new BodyReader(new UsageItemParser(new PriceLookup(PriceTable.BuiltIn)), 1).ReadJson(Encoding.UTF8.GetBytes(Samples.Event("a", ReportJson.Format(now.AddMinutes(-2)))), batch, now);
        (await queue.WriteAsync(batch)).Answer!.Accepted.ShouldBe(1);
    }

    private static Database Open(string folder, string? database) => database is null ? new SqliteDatabase(DataFolder.DatabasePath(folder)) : new PostgresDatabase(database, null);

    private static long Count(string folder, string? database, string where)
    {
        using var store = Open(folder, database);
        using var connection = store.OpenWrite();
        return connection.Scalar(null, $"SELECT count(*) FROM alert_deliveries WHERE {where}") ?? 0;
    }

    private static async Task MailsAsync(SmtpReceiver receiver, int count)
    {
        for (var i = 0; i < 1_500 && receiver.Said.Count(line => line == ".") < count; i++) await Task.Delay(50);
        receiver.Said.Count(line => line == ".").ShouldBe(count);
    }
}
