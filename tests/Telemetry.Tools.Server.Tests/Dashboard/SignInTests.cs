using System.Net;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class SignInTests
{
    [TestMethod]
    public async Task AnAddressThatGuessesWaitsForAMinute()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        var key = world.CreateKey(ServerRole.Viewer);
        for (var i = 0; i < SignInLimit.PerMinute; i++) (await SignInAsync(world, "wrong")).ShouldBe(401);
        var refused = (await SignInAsync(world, key)).ShouldBe(429);
        refused.Headers["Retry-After"].ShouldBe("60");
        refused.Body.ShouldContain("Wait a minute");
        refused.Headers.ContainsKey("Set-Cookie").ShouldBeFalse();
        clock.Now += TimeSpan.FromMinutes(1);
        (await SignInAsync(world, key)).ShouldBe(303);
    }

    [TestMethod]
    public void TheTableOfAddressesIsBoundedAndOneNetworkIsOneAddress()
    {
        var clock = new TestClock(Samples.Now);
        var limit = new SignInLimit(clock);
        for (var i = 0; i < SignInLimit.PerMinute; i++) limit.Count(IPAddress.Parse($"2001:db8::{i + 1:x}"));
        limit.IsExceeded(IPAddress.Parse("2001:db8::ffff")).ShouldBeTrue();
        limit.IsExceeded(IPAddress.Parse("2001:db8:1::1")).ShouldBeFalse();
        for (var i = 0; i < SignInLimit.MostAddresses + SignInLimit.PerMinute; i++) limit.Count(new IPAddress([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]));
        limit.IsExceeded(IPAddress.Parse("192.0.2.1")).ShouldBeTrue("there is no room to tell it apart, and the others have used the common count");
        limit.IsExceeded(IPAddress.Parse("10.0.0.1")).ShouldBeFalse();
        clock.Now += TimeSpan.FromMinutes(1);
        limit.Count(IPAddress.Parse("192.0.2.1"));
        limit.IsExceeded(IPAddress.Parse("192.0.2.1")).ShouldBeFalse();
    }

    [TestMethod]
    public async Task TheCookieIsSecureWhereATrustedProxySaysThatTheBrowserUsesHttps()
    {
        foreach (var isTrusted in new[] { true, false })
        {
            await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now), change: settings => settings with { TrustedProxies = isTrusted ? [IPNetwork.Parse("127.0.0.0/8")] : [] });
            var key = world.CreateKey(ServerRole.Viewer);
            var cookie = (await SignInAsync(world, key, Forwarded)).ShouldBe(303).Headers["Set-Cookie"];
            cookie.Contains("secure", StringComparison.OrdinalIgnoreCase).ShouldBe(isTrusted);
            cookie.ShouldContain("httponly");
            cookie.ShouldContain("samesite=strict");
        }
    }

    [TestMethod]
    public async Task ATrustedProxyMakesNobodyLocal()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now), change: settings => settings with { TrustedProxies = [IPNetwork.Parse("127.0.0.1/32")] });
        (await world.GetAsync("/analytics")).ShouldBe(200);
        (await world.GetAsync("/analytics", change: Forwarded)).ShouldBe(401);
        (await world.GetAsync("/analytics", change: request => request.Headers.TryAddWithoutValidation("X-Forwarded-For", "127.0.0.1"))).ShouldBe(401);
        (await world.GetAsync("/analytics", change: request => request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https"))).ShouldBe(401);
    }

    private static void Forwarded(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
    }

    private static async Task<Answer> SignInAsync(ServerWorld world, string key, Action<HttpRequestMessage>? change = null) =>
        await world.PostAsync("/signin", $"key={Uri.EscapeDataString(key)}", change: change, type: "application/x-www-form-urlencoded");
}
