using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Alerts by e-mail.</summary>
[TestClass]
public sealed class MailTests
{
    [TestMethod]
    public async Task AMailIsHandedOverInsideTlsAfterSigningIn()
    {
        await using var server = new SmtpReceiver();
        await Sender(server, server.Certificate).SendAsync(Mail("Zu viele Tokens – größer als erlaubt, und mit einem sehr langen Namen dazu"), CancellationToken.None);
        var said = server.Said;
        said[..3].ShouldBe(["EHLO telemetry-server.invalid", "STARTTLS", "(tls)"]);
        said[4].ShouldBe("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0robot\0hush")));
        said[5..9].ShouldBe(["MAIL FROM:<telemetry@example.com>", "RCPT TO:<ops@example.com>", "RCPT TO:<boss@example.com>", "DATA"]);
        said.ShouldAllBe(line => line.Length <= 998 && line.All(char.IsAscii));
        var empty = said.IndexOf("");
        var subject = string.Join("", said[9..empty].SkipWhile(line => !line.StartsWith("Subject:", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("Date:", StringComparison.Ordinal)));
        subject.ShouldAllBe(letter => letter != '\r');
        Decoded(subject["Subject: ".Length..]).ShouldBe("high: Zu viele Tokens – größer als erlaubt, und mit einem sehr langen Namen dazu");
        said.ShouldContain("Message-ID: <msg_1@example.com>");
        var body = Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(said[(empty + 1)..said.IndexOf(".")])));
        body.ShouldContain("tokens_used was 20000 (usage_spike: > 10000)");
    }

    [TestMethod]
    public async Task ANameWithALineBreakMakesNoHeaderOfItsOwn()
    {
        await using var server = new SmtpReceiver();
        await Sender(server, server.Certificate).SendAsync(Mail("Tokens\r\nBcc: victim@example.com\r\n\r\nbody"), CancellationToken.None);
        server.Said.ShouldNotContain(line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        server.Said.ShouldContain("Subject: high: Tokens  Bcc: victim@example.com    body");
    }

    [TestMethod]
    [DataRow("a@example.com\r\nRCPT TO:<b@example.com>", false)]
    [DataRow("a@example.com>", false)]
    [DataRow("A <a@example.com>", false)]
    [DataRow("a b@example.com", false)]
    [DataRow("a@example.com,b@example.com", false)]
    [DataRow("a", false)]
    [DataRow("a@-example.com", false)]
    [DataRow("first.last+tag@mail.example.com", true)]
    public void AnAddressIsAnAddressAndNothingBut(string text, bool isGood) => MailAddresses.IsPlain(text).ShouldBe(isGood);

    [TestMethod]
    public async Task WithoutTlsOrWithACertificateThatIsNotTrustedNothingIsSent()
    {
        await using (var server = new SmtpReceiver(offersTls: false))
        {
            (await Should.ThrowAsync<DeliveryException>(() => Sender(server, server.Certificate).SendAsync(Mail("n"), CancellationToken.None))).Message.ShouldContain("502");
            server.Said.ShouldNotContain(line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
        }

        await using (var server = new SmtpReceiver())
        {
            (await Should.ThrowAsync<DeliveryException>(() => Sender(server, null).SendAsync(Mail("n"), CancellationToken.None))).Message.ShouldContain("not trusted");
            server.Said.ShouldNotContain(line => line.StartsWith("AUTH", StringComparison.Ordinal));
        }
    }

    [TestMethod]
    public async Task WithTlsFromTheStartNothingIsSaidBefore()
    {
        await using (var server = new SmtpReceiver(isTls: true, offersTls: false))
        {
            await Sender(server, server.Certificate, security: "tls").SendAsync(Mail("n"), CancellationToken.None);
            server.Said[..2].ShouldBe(["(tls)", "EHLO telemetry-server.invalid"]);
            server.Said[2].ShouldStartWith("AUTH PLAIN ");
            server.Said.ShouldNotContain("STARTTLS");
            server.Said.ShouldContain("Subject: high: n");
        }

        await using (var server = new SmtpReceiver(isTls: true))
        {
            (await Should.ThrowAsync<DeliveryException>(() => Sender(server, null, security: "tls").SendAsync(Mail("n"), CancellationToken.None))).Message.ShouldContain("not trusted");
            server.Said.ShouldAllBe(line => line == "(tls)");
        }

        // A server that begins without TLS gets nothing.
        await using (var server = new SmtpReceiver())
        {
            await Should.ThrowAsync<DeliveryException>(() => Sender(server, server.Certificate, security: "tls").SendAsync(Mail("n"), CancellationToken.None));
            server.Said.ShouldNotContain(line => line.StartsWith("EHLO", StringComparison.Ordinal));
        }
    }

    [TestMethod]
    public async Task ACertificateOfAnotherHostIsRefused()
    {
        await using var server = new SmtpReceiver(isTls: true);
        (await Should.ThrowAsync<DeliveryException>(() => Sender(server, server.Certificate, security: "tls", host: "other.example").SendAsync(Mail("n"), CancellationToken.None))).Message.ShouldContain("not trusted");
        server.Said.ShouldAllBe(line => line == "(tls)");
    }

    [TestMethod]
    public async Task WithoutTlsAMailGoesOnlyWhereThatIsAllowedAndNobodySignsIn()
    {
        await using var server = new SmtpReceiver();
        await using var other = new SmtpReceiver();
        await Sender(server, null, security: "none").SendAsync(Mail("n"), CancellationToken.None);
        server.Said[..2].ShouldBe(["EHLO telemetry-server.invalid", "MAIL FROM:<telemetry@example.com>"]);
        server.Said.ShouldContain("Subject: high: n");
        (await Should.ThrowAsync<DeliveryException>(() => Sender(other, null, allowed: "", security: "none").SendAsync(Mail("n"), CancellationToken.None))).Message.ShouldContain("webhook_allow");
        other.Said.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task ARecipientThatIsRefusedIsAFailure()
    {
        await using var server = new SmtpReceiver(refuses: true);
        (await Should.ThrowAsync<DeliveryException>(() => Sender(server, server.Certificate).SendAsync(Mail("n"), CancellationToken.None))).Message.ShouldContain("550");
    }

    [TestMethod]
    public async Task AServerInAPrivateNetworkIsUsedOnlyWhereItIsAllowed()
    {
        await using var server = new SmtpReceiver();
        (await Should.ThrowAsync<DeliveryException>(() => Sender(server, server.Certificate, allowed: "").SendAsync(Mail("n"), CancellationToken.None))).Message.ShouldContain("webhook_allow");
        server.Said.ShouldBeEmpty();
    }

    private static MailSender Sender(SmtpReceiver server, X509Certificate2? trusted, string allowed = "127.0.0.1", string security = "starttls", string? host = null) => new(
        new OutboundConnections(AllowedTargets.Parse(allowed), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])),
        new ServerSettings { DataFolder = "x", SmtpServer = $"{host ?? "mail.example"}:{server.Port}", SmtpSecurity = security, SmtpFrom = "telemetry@example.com", SmtpUser = "robot", SmtpPassword = "hush" },
        trusted is null ? null : [trusted]);

    private static Delivery Mail(string name)
    {
        var alert = new Alert("1", "2", name, "usage_spike", "high", "tokens_used", ">", 10_000, 20_000, "2026-11-21T11:00:00Z", "2026-11-21T12:00:00Z", "open", "2026-11-21T12:00:00Z", null, null, null, null, null);
        var body = JsonSerializer.Serialize(new AlertMessage(AlertMessage.Triggered, "2026-11-21T12:00:00Z", "acme", alert), AlertJson.Default.AlertMessage);
        return new Delivery("msg_1", "acme", new AlertChannel { Type = AlertChannel.Email, To = ["ops@example.com", "boss@example.com"] }, body, 1, 1);
    }

    private static string Decoded(string words) =>
        string.Concat(words.Split(' ').Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word["=?utf-8?B?".Length..^2]))));
}
