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

    [TestMethod]
    public async Task SigningInLeadsBackToThePageOneCameFrom()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var key = world.CreateKey(ServerRole.Viewer);
        (await LocationOf("/analytics")).ShouldBe("/signin");
        (await LocationOf("/")).ShouldBe("/signin");
        var asked = await LocationOf("/analytics/models?range=7d&model=a%20%26%20b");
        asked.ShouldBe("/signin?return=%2Fanalytics%2Fmodels%3Frange%3D7d%26model%3Da%2520%2526%2520b");
        const string Field = "name=\"return\" value=\"/analytics/models?range=7d&amp;model=a%20%26%20b\"";
        (await world.GetAsync(asked)).ShouldBe(200).Body.ShouldContain(Field);
        (await SignInAsync(world, "wrong", back: "/analytics/models?range=7d&model=a%20%26%20b")).ShouldBe(401).Body.ShouldContain(Field);
        (await SignInAsync(world, key, back: "/analytics/models?range=7d&model=a%20%26%20b")).ShouldBe(303).Headers["Location"].ShouldBe("/analytics/models?range=7d&model=a%20%26%20b");

        async Task<string> LocationOf(string path) => (await world.GetAsync(path, change: request => request.Headers.Accept.ParseAdd("text/html"))).ShouldBe(302).Headers["Location"];
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("//evil.example/analytics")]
    [DataRow("https://evil.example/analytics")]
    [DataRow("javascript:alert(1)")]
    [DataRow("/\\evil.example")]
    [DataRow("/analytics\\..\\..\\evil.example")]
    [DataRow("/analytics//evil.example")]
    [DataRow("/analytics/../v1/health")]
    [DataRow("/analytics/%2E%2e/v1/health")]
    [DataRow("/analytics.evil.example")]
    [DataRow("/analyticsx")]
    [DataRow("/v1/health")]
    [DataRow("/analytics\r\nSet-Cookie: a=b")]
    [DataRow("/analytics\tx")]
    [DataRow(" /analytics/models")]
    [DataRow("/analytics/é")]
    public async Task NoOtherAddressIsLedBackTo(string address)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var key = world.CreateKey(ServerRole.Viewer);
        (await SignInAsync(world, key, back: address)).ShouldBe(303).Headers["Location"].ShouldBe("/analytics");
        (await world.GetAsync($"/signin?return={Uri.EscapeDataString(address)}")).ShouldBe(200).Body.ShouldNotContain("name=\"return\"");
    }

    private static void Forwarded(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
    }

    private static async Task<Answer> SignInAsync(ServerWorld world, string key, Action<HttpRequestMessage>? change = null, string? back = null) =>
        await world.PostAsync("/signin", $"key={Uri.EscapeDataString(key)}{(back is null ? "" : $"&return={Uri.EscapeDataString(back)}")}", change: change, type: "application/x-www-form-urlencoded");
}
