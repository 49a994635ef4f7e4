using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Who may what: each endpoint of the OpenAPI document with each role, without a key, from another site, and across tenants.</summary>
[TestClass]
public sealed class AccessTests
{
    // A new endpoint needs a line here: what to send, so that a right caller gets past the checks.
    private static readonly Dictionary<string, (string Path, string? Body)> Calls = new(StringComparer.Ordinal)
    {
        ["post /v1/client/usage/log"] = ("/v1/client/usage/log", Samples.Event("x")),
        ["post /v1/events/{stream}"] = ("/v1/events/client-usage", Samples.Event("y")),
        ["post /v1/traces"] = ("/v1/traces", "{}"),
        ["post /v1/logs"] = ("/v1/logs", "{}"),
        ["post /v1/metrics"] = ("/v1/metrics", "{}"),
        ["get /v1/analytics/usage/overview"] = ("/v1/analytics/usage/overview", null),
        ["get /v1/analytics/usage/comparison"] = ("/v1/analytics/usage/comparison", null),
        ["get /v1/analytics/usage/top"] = ("/v1/analytics/usage/top", null),
        ["post /v1/analytics/exports"] = ("/v1/analytics/exports?export_type=csv", ""),
        ["get /v1/analytics/exports"] = ("/v1/analytics/exports", null),
        ["get /v1/analytics/exports/{export_id}"] = ("/v1/analytics/exports/none", null),
        ["get /v1/analytics/exports/{export_id}/download"] = ("/v1/analytics/exports/none/download", null),
        ["put /v1/schemas/{stream}"] = ("/v1/schemas/deploys", SchemaTests.Schema()),
        ["get /v1/schemas"] = ("/v1/schemas", null),
        ["get /v1/schemas/{stream}"] = ("/v1/schemas/client-usage", null),
        ["get /v1/analytics/retention"] = ("/v1/analytics/retention", null),
        ["put /v1/analytics/retention/{table}"] = ("/v1/analytics/retention/exports", """{"retention_period_days":30}"""),
        ["post /v1/analytics/retention/run"] = ("/v1/analytics/retention/run?dry_run=true", ""),
        ["post /v1/analytics/backfill"] = ("/v1/analytics/backfill?start_date=2026-11-20&end_date=2026-11-20", ""),
        ["get /v1/analytics/backfill"] = ("/v1/analytics/backfill", null),
        ["get /v1/analytics/backfill/{backfill_id}"] = ("/v1/analytics/backfill/none", null),
        ["post /v1/analytics/query"] = ("/v1/analytics/query", """{"stream":"client-usage"}"""),
        ["get /v1/analytics/alerts"] = ("/v1/analytics/alerts", null),
        ["get /v1/analytics/alerts/trend"] = ("/v1/analytics/alerts/trend", null),
        ["get /v1/analytics/alerts/{alert_id}"] = ("/v1/analytics/alerts/none", null),
        ["post /v1/analytics/alerts/{alert_id}/acknowledge"] = ("/v1/analytics/alerts/none/acknowledge", "{}"),
        ["get /v1/analytics/alert-rules"] = ("/v1/analytics/alert-rules", null),
        ["post /v1/analytics/alert-rules"] = ("/v1/analytics/alert-rules", AlertEndpointTests.Good),
        ["get /v1/analytics/alert-rules/{rule_id}"] = ("/v1/analytics/alert-rules/none", null),
        ["put /v1/analytics/alert-rules/{rule_id}"] = ("/v1/analytics/alert-rules/none", AlertEndpointTests.Good),
        ["delete /v1/analytics/alert-rules/{rule_id}"] = ("/v1/analytics/alert-rules/none", null),
        ["get /v1/analytics/performance/metrics"] = ("/v1/analytics/performance/metrics", null),
        ["get /v1/health"] = ("/v1/health", null),
        ["get /metrics"] = ("/metrics", null),
    };

    [TestMethod]
    public async Task EachEndpointTakesTheRolesThatItsDocumentNamesAndNoOthers()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var document = (await world.GetAsync("/openapi/v1.json")).ShouldBe(200).Json;
        var keys = Enum.GetValues<ServerRole>().ToDictionary(role => role, role => world.CreateKey(role));
        await RefreshAsync(world);
        foreach (var (name, operation) in Operations(document))
        {
            Calls.ShouldContainKey(name, "a new endpoint needs a line in AccessTests");
            var (path, body) = Calls[name];
            var roles = operation.TryGetProperty("x-roles", out var named) ? named.EnumerateArray().Select(role => role.GetString()).ToArray() : null;
            foreach (var (role, key) in keys)
            {
                var isAllowed = roles is null || roles.Contains(Roles.NameOf(role));
                var answer = await CallAsync(world, name, path, body, key);
                if (isAllowed) answer.Status.ShouldBeOneOf([200, 201, 202, 404], $"{name} as {role}: {answer.Body}");
                else answer.ShouldFail(403, ServerDiagnostics.Forbidden);
            }

            foreach (var wrong in new[] { null, "", "nonsense", keys[ServerRole.Admin][..^3] + "AAA", "tt_aaaaaaaaaaaa_" + new string('A', 43) })
            {
                var answer = await CallAsync(world, name, path, body, wrong);
                if (roles is null) answer.ShouldBe(200);
                else answer.ShouldFail(401, ServerDiagnostics.Unauthenticated);
            }
        }
    }

    [TestMethod]
    public async Task EachEndpointThatChangesSomethingRefusesPagesOfOtherSites()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var document = (await world.GetAsync("/openapi/v1.json")).Json;
        var tried = 0;
        foreach (var (name, _) in Operations(document).Where(operation => !operation.Name.StartsWith("get ", StringComparison.Ordinal)))
        {
            var (path, body) = Calls[name];
            foreach (var (header, value) in new[] { ("Origin", "https://evil.example"), ("Origin", "null"), ("Origin", $"http://127.0.0.1:{world.Address.Port + 1}"), ("Sec-Fetch-Site", "cross-site") })
            {
                (await CallAsync(world, name, path, body, null, request => request.Headers.TryAddWithoutValidation(header, value))).ShouldFail(403, ServerDiagnostics.ForeignOrigin);
                tried++;
            }

            (await CallAsync(world, name, path, body, null, request => request.Headers.TryAddWithoutValidation("Origin", world.Address.GetLeftPart(UriPartial.Authority)))).Status.ShouldBeOneOf([200, 201, 202, 404], name);
        }

        tried.ShouldBeGreaterThanOrEqualTo(8);
        (await world.PostAsync("/signin", "key=x", change: request => request.Headers.TryAddWithoutValidation("Origin", "https://evil.example"), type: "application/x-www-form-urlencoded")).ShouldFail(403, ServerDiagnostics.ForeignOrigin);
    }

    [TestMethod]
    [DataRow("Host", "evil.example")]
    [DataRow("Host", "localhost.evil.example")]
    [DataRow("Host", "10.0.0.1")]
    [DataRow("X-Forwarded-For", "1.2.3.4")]
    [DataRow("X-Forwarded-Host", "localhost")]
    [DataRow("Forwarded", "for=1.2.3.4")]
    [DataRow("Via", "1.1 proxy")]
    public async Task WithoutAKeyOnlyPlainRequestsOfThisMachineAreAnswered(string header, string value)
    {
        await using var world = await ServerWorld.StartAsync();
        (await world.GetAsync("/v1/analytics/usage/overview")).ShouldBe(200);
        (await world.GetAsync("/v1/analytics/usage/overview", change: Add)).ShouldFail(401, ServerDiagnostics.Unauthenticated);
        (await world.PostAsync("/v1/client/usage/log", "[]", change: Add)).ShouldFail(401, ServerDiagnostics.Unauthenticated);
        void Add(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation(header, value);
    }

    [TestMethod]
    public async Task TheFirstKeyEndsAnonymousAccessAndARevokedKeyIsRefused()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        (await world.GetAsync("/metrics")).ShouldBe(200);
        var key = world.CreateKey(ServerRole.Admin, name: "boss");
        clock.Now += TimeSpan.FromSeconds(2);
        (await world.GetAsync("/metrics")).ShouldFail(401, ServerDiagnostics.Unauthenticated);
        (await world.GetAsync("/metrics", key)).ShouldBe(200);
        (await world.GetAsync("/metrics", change: request => request.Headers.Add("X-API-Key", key))).ShouldBe(200);

        new KeyAdministration(world.Settings).Revoke("boss");
        clock.Now += TimeSpan.FromSeconds(2);
        (await world.GetAsync("/metrics", key)).ShouldFail(401, ServerDiagnostics.Unauthenticated);
        (await world.GetAsync("/metrics")).ShouldFail(401, ServerDiagnostics.Unauthenticated);
    }

    [TestMethod]
    public async Task AnOperatorsKeyIsNoWritersSinceItCouldDoNothing()
    {
        await using var world = await ServerWorld.StartAsync();
        var error = Should.Throw<ServerException>(() => world.CreateKey(ServerRole.Writer, "*"));
        (error.Id, error.NextStep).ShouldBe((ServerDiagnostics.BadKey, "dotnet telemetry keys create NAME --tenant TENANT --role writer"));
        var keys = ((ServerRole[])[ServerRole.Viewer, ServerRole.Editor, ServerRole.Admin]).Select(role => world.CreateKey(role, "*", role.ToString())).ToList();
        foreach (var key in keys) (await world.GetAsync("/v1/analytics/usage/overview", key)).ShouldBe(200);
    }

    [TestMethod]
    public async Task ATenantSeesItsOwnFiguresOnly()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        var (a, b, all) = (world.CreateKey(ServerRole.Admin, "acme"), world.CreateKey(ServerRole.Admin, "bmce"), world.CreateKey(ServerRole.Admin, "*"));
        (await world.LogAsync(Samples.Event("same", more: "\"tenant_id\":\"acme\",\"error\":\"only of acme\"", success: false), a)).Counts.ShouldBe((1, 0, 0));
        (await world.LogAsync(Samples.Event("same", more: "\"tenant_id\":null"), b)).Counts.ShouldBe((1, 0, 0));
        (await world.LogAsync(Samples.Event("other", more: "\"tenant_id\":\"acme\""), b)).Codes.ShouldBe(["tenant_mismatch"]);
        (await world.LogAsync(Samples.Event("z"), all)).ShouldFail(403, ServerDiagnostics.Forbidden);
        (await Requests(world, "", a)).ShouldBe(1);
        (await Requests(world, "?tenant_id=acme", a)).ShouldBe(1);
        (await Requests(world, "", all)).ShouldBe(2);
        (await Requests(world, "?tenant_id=bmce", all)).ShouldBe(1);
        foreach (var path in new[] { "overview", "comparison", "top" }) (await world.GetAsync($"/v1/analytics/usage/{path}?tenant_id=acme", b)).ShouldFail(404, ServerDiagnostics.NotFound);
        (await world.GetAsync("/analytics", b)).ShouldBe(200).Body.ShouldNotContain("acme");
        (await world.GetAsync("/analytics", a)).Body.ShouldContain("only of acme");
    }

    [TestMethod]
    public async Task TextOfEventsIsShownAndNeverObeyed()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        string[] hostile = ["<script>alert(1)</script>", "'; DROP TABLE events; --", "\" onmouseover=alert(1) x=\"", "a\\r\\nSet-Cookie: x=1", "=1+1", "%00", "${7*7}", "\\u202eevil"];
        foreach (var (text, i) in hostile.Select((text, i) => (text.Replace("\"", "\\\"", StringComparison.Ordinal), i)))
        {
            var fields = string.Join(",", new[] { "user_id", "project_id", "prompt_id", "model_provider", "endpoint", "error" }.Select(name => $"\"{name}\":\"{text}\""));
            (await world.LogAsync(Samples.Event($"h{i}", more: fields, model: text, success: false))).Counts.ShouldBe((1, 0, 0));
        }

        var page = (await world.GetAsync("/analytics?prompt_id=%3Cscript%3Ealert(1)%3C%2Fscript%3E")).ShouldBe(200);
        WithoutOurs(page.Body).ShouldNotContain("<script");
        page.Body.ShouldNotContain(" style=");
        page.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'");
        var all = (await world.GetAsync("/analytics")).Body;
        WithoutOurs(all).ShouldNotContain("<script");
        all.ShouldNotContain("\" onmouseover");
        all.ShouldNotContain("\u202e");
        foreach (var text in hostile.Where(text => !text.Contains('\\')))
        {
            var filtered = (await world.GetAsync($"/v1/analytics/usage/overview?model={Uri.EscapeDataString(text)}&user_id={Uri.EscapeDataString(text)}")).ShouldBe(200).Json;
            filtered.GetProperty("summary").GetProperty("total_requests").GetInt64().ShouldBe(1, text);
        }

        StoreFigures.Of(world).Events.ShouldBe(hostile.Length);
        (await world.GetAsync("/v1/analytics/usage/overview?model=a%00b")).ShouldFail(400, ServerDiagnostics.BadQuery);
        (await world.PostAsync("/v1/client/usage/log", "[]", change: request => request.Headers.TryAddWithoutValidation("Idempotency-Key", "a b"))).ShouldFail(400, ServerDiagnostics.BadQuery);
    }

    [TestMethod]
    public async Task AKeyThatSendsTooMuchIsToldWhenToComeBack()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock, change: settings => settings with { RequestsPerMinute = 2 });
        var (key, other) = (world.CreateKey(ServerRole.Viewer), world.CreateKey(ServerRole.Viewer, name: "other"));
        for (var i = 0; i < 2; i++) (await world.GetAsync("/metrics", key)).ShouldBe(200);
        (await world.GetAsync("/metrics", key)).ShouldFail(429, ServerDiagnostics.TooManyRequests).Headers.ContainsKey("Retry-After").ShouldBeTrue();
        (await world.GetAsync("/metrics", other)).ShouldBe(200);
        clock.Now += TimeSpan.FromMinutes(1);
        (await world.GetAsync("/metrics", key)).ShouldBe(200);
    }

    [TestMethod]
    public async Task ASessionOfTheDashboardEndsWithItsKey()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        var (key, writer) = (world.CreateKey(ServerRole.Viewer, name: "eve"), world.CreateKey(ServerRole.Writer, name: "w"));
        (await world.GetAsync("/analytics", change: request => request.Headers.Accept.ParseAdd("text/html"))).ShouldBe(302).Headers["Location"].ShouldBe("/signin");
        (await SignInAsync(world, "nonsense")).ShouldBe(401);
        (await SignInAsync(world, writer)).ShouldBe(401);
        var cookie = (await SignInAsync(world, key)).ShouldBe(303).Headers["Set-Cookie"];
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        cookie.ShouldNotContain(key);
        void Signed(HttpRequestMessage request) => request.Headers.Add("Cookie", cookie.Split(';')[0]);
        (await world.GetAsync("/analytics", change: Signed)).ShouldBe(200).Body.ShouldContain("Sign out");
        new KeyAdministration(world.Settings).Revoke("eve");
        clock.Now += TimeSpan.FromSeconds(2);
        (await world.GetAsync("/analytics", change: Signed)).ShouldFail(401, ServerDiagnostics.Unauthenticated);
    }

    [TestMethod]
    public async Task HealthSaysMoreToThoseWithAKey()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        var key = world.CreateKey(ServerRole.Viewer);
        clock.Now += TimeSpan.FromSeconds(2);
        (await world.GetAsync("/v1/health")).ShouldBe(200).Body.ShouldBe("""{"status":"ok"}""");
        var known = (await world.GetAsync("/v1/health", key)).Json;
        known.GetProperty("health_score").GetInt32().ShouldBeInRange(0, 100);
        known.GetProperty("reasons").ValueKind.ShouldBe(JsonValueKind.Array);
    }

    // The one script of the pages is a file of the server.
    private static string WithoutOurs(string page)
    {
        var ours = $"<script src=\"{DashboardFiles.Script.Address}\" defer></script>";
        page.ShouldContain(ours);
        return page.Replace(ours, "", StringComparison.Ordinal);
    }

    private static async Task<Answer> SignInAsync(ServerWorld world, string key) =>
        await world.PostAsync("/signin", $"key={Uri.EscapeDataString(key)}", type: "application/x-www-form-urlencoded");

    private static async Task<long> Requests(ServerWorld world, string query, string key) =>
        (await world.GetAsync($"/v1/analytics/usage/overview{query}", key)).ShouldBe(200).Json.GetProperty("summary").GetProperty("total_requests").GetInt64();

    // The name begins with the method.
    private static async Task<Answer> CallAsync(ServerWorld world, string name, string path, string? body, string? key, Action<HttpRequestMessage>? change = null) =>
        await world.SendAsync(new HttpMethod(name[..name.IndexOf(' ', StringComparison.Ordinal)].ToUpperInvariant()), path, body is null ? null : ServerWorld.Content(Encoding.UTF8.GetBytes(body), "application/json"), key, change);

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name} {path.Name}", operation.Value);

    // The test's clock stands still, so that keys made after the first request need a nudge.
    private static Task RefreshAsync(ServerWorld world)
    {
        ((TestClock)world.Time!).Now += TimeSpan.FromSeconds(2);
        return Task.CompletedTask;
    }
}
