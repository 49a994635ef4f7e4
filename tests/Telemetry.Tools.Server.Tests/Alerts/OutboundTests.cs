using System.Net;
using System.Net.Sockets;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Where webhooks and mail may go.</summary>
[TestClass]
public sealed class OutboundTests
{
    [TestMethod]
    [DataRow("127.0.0.1")]
    [DataRow("127.9.9.9")]
    [DataRow("0.0.0.0")]
    [DataRow("10.1.2.3")]
    [DataRow("100.64.0.1")]
    [DataRow("169.254.169.254")]
    [DataRow("172.31.255.255")]
    [DataRow("192.168.0.1")]
    [DataRow("198.18.0.1")]
    [DataRow("224.0.0.1")]
    [DataRow("255.255.255.255")]
    [DataRow("::")]
    [DataRow("::1")]
    [DataRow("::7f00:1")]
    [DataRow("::ffff:127.0.0.1")]
    [DataRow("::ffff:10.0.0.1")]
    [DataRow("64:ff9b::7f00:1")]
    [DataRow("64:ff9b:1::a00:1")]
    [DataRow("2002:7f00:1::")]
    [DataRow("2001:0:7f00:1::")]
    [DataRow("2001:db8::1")]
    [DataRow("fc00::1")]
    [DataRow("fd00:ec2::254")]
    [DataRow("fe80::1")]
    [DataRow("fec0::1")]
    [DataRow("ff02::1")]
    public void AnAddressThatIsNotOnThePublicInternetIsRefused(string address)
    {
        AddressRanges.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();
        AllowedTargets.Parse(null).Permits("example.com", IPAddress.Parse(address)).ShouldBeFalse();
        AllowedTargets.Parse(address).Permits("example.com", IPAddress.Parse(address)).ShouldBeTrue();
    }

    [TestMethod]
    [DataRow("93.184.216.34")]
    [DataRow("172.32.0.1")]
    [DataRow("192.0.1.1")]
    [DataRow("2606:4700::1111")]
    [DataRow("::ffff:93.184.216.34")]
    public void AnAddressOnThePublicInternetIsTaken(string address) => AddressRanges.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();

    [TestMethod]
    public void AHostThatIsAllowedByNameMayBePrivateAndNeverLinkLocal()
    {
        var allowed = AllowedTargets.Parse("Hooks.internal; 10.1.0.0/16");
        allowed.Permits("hooks.internal", IPAddress.Parse("192.168.1.1")).ShouldBeTrue();
        allowed.Permits("hooks.internal.", IPAddress.Parse("192.168.1.1")).ShouldBeTrue();
        allowed.Permits("hooks.internal", IPAddress.Parse("169.254.169.254")).ShouldBeFalse();
        allowed.Permits("other.internal", IPAddress.Parse("192.168.1.1")).ShouldBeFalse();
        allowed.Permits("other.internal", IPAddress.Parse("10.1.255.255")).ShouldBeTrue();
        allowed.Permits("other.internal", IPAddress.Parse("::ffff:10.1.0.1")).ShouldBeTrue();
        allowed.Permits("other.internal", IPAddress.Parse("10.2.0.0")).ShouldBeFalse();
        foreach (var wrong in new[] { "10.0.0.0/33", "a/b", "https://x" }) Should.Throw<FormatException>(() => AllowedTargets.Parse(wrong));
    }

    [TestMethod]
    [DataRow("https://example.com/hook", true)]
    [DataRow("http://example.com/hook", false)]
    [DataRow("ftp://example.com/", false)]
    [DataRow("/hook", false)]
    [DataRow("https://user@example.com/", false)]
    [DataRow("https://127.0.0.1/", false)]
    [DataRow("https://2130706433/", false)]
    [DataRow("https://0x7f.1/", false)]
    [DataRow("https://[::ffff:127.0.0.1]/", false)]
    [DataRow("https://localhost/", false)]
    public void AnAddressOfAWebhookIsCheckedBeforeItIsKept(string url, bool isGood) => (new WebhookAddresses(AllowedTargets.Parse(null)).Refusal(url) is null).ShouldBe(isGood);

    [TestMethod]
    public async Task ANameIsLookedUpOnceAndTheConnectionGoesWhereItLedThen()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = 0;
        // The first answer is allowed; a second one would lead elsewhere.
        var connections = new OutboundConnections(AllowedTargets.Parse("127.0.0.1"), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(asked++ == 0 ? "127.0.0.1" : "169.254.169.254")]));
        await using (var stream = await connections.ConnectAsync("rebind.example", ((IPEndPoint)listener.LocalEndpoint).Port, isPlain: false, CancellationToken.None))
            ((IPEndPoint)stream.Socket.RemoteEndPoint!).Address.ShouldBe(IPAddress.Loopback);
        asked.ShouldBe(1);
        (await Should.ThrowAsync<DeliveryException>(() => connections.ConnectAsync("rebind.example", 443, isPlain: false, CancellationToken.None))).Message.ShouldContain("webhook_allow");
    }

    [TestMethod]
    public async Task WithoutTlsOnlyWhatIsAllowedIsConnectedTo()
    {
        var connections = new OutboundConnections(AllowedTargets.Parse("10.0.0.0/8"), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.216.34")]));
        (await Should.ThrowAsync<DeliveryException>(() => connections.ConnectAsync("example.com", 80, isPlain: true, CancellationToken.None))).Message.ShouldContain("TLS");
    }
}
