using System.Net;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class PageTests
{
    private static readonly string[] Pages = ["/", "/analytics", "/analytics/models", "/analytics/prompts", "/analytics/errors"];

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task EveryPageSaysWhatFillsItAndHasNothingInline(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        foreach (var path in Pages)
        {
            var empty = (await world.GetAsync(path)).ShouldBe(200).Body;
            empty.ShouldContain($"curl {world.Address.GetLeftPart(UriPartial.Authority)}/v1/client/usage/log", customMessage: path);
            empty.ShouldNotContain(" style=");
        }

        await world.LogAsync(Samples.Event("a", more: "\"prompt_id\":\"p\",\"error\":\"timeout\"", success: false));
        foreach (var path in Pages)
        {
            var body = (await world.GetAsync(path)).ShouldBe(200).Body;
            body.ShouldContain("class=\"skip\" href=\"#main\"", customMessage: path);
            body.ShouldContain("<svg", customMessage: path);
            body.ShouldContain("<main id=\"main\"", customMessage: path);
            body.ShouldNotContain(" style=");
            body.ShouldNotContain(" onclick");
        }

        foreach (var path in new[] { "/analytics/models?by=endpoint&compare=year", "/analytics/values?dimension=model&beginning=g", "/analytics/exports", "/analytics/performance", "/analytics/streams", "/analytics/alerts" }) (await world.GetAsync(path)).ShouldBe(200);
    }

    [TestMethod]
    public async Task FiltersStandInTheAddressAndEachCanBeTakenAway()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync($"[{Samples.Event("a", more: "\"prompt_id\":\"p & q\"")},{Samples.Event("b", model: "other", more: "\"prompt_id\":\"r\"")}]");
        var body = WebUtility.HtmlDecode((await world.GetAsync("/analytics?range=7d&prompt_id=p%20%26%20q&model=gpt-5")).ShouldBe(200).Body);
        body.ShouldContain("Prompt: p & q");
        body.ShouldContain("href=\"/analytics?range=7d&model=gpt-5\"");
        body.ShouldContain("href=\"/analytics?range=7d&prompt_id=p%20%26%20q\"");
        body.ShouldContain("href=\"/analytics/models?range=7d&prompt_id=p%20%26%20q&model=gpt-5\"");
        body.ShouldNotContain(">other<");
        (await world.GetAsync("/analytics?prompt_id=nobody")).Body.ShouldContain("Nothing in this period fits the filters.");
    }

    [TestMethod]
    public async Task FieldsThatAFormLeftEmptyAreTakenOutOfTheAddress()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.GetAsync("/analytics/models?user_id=&model=gpt-5&endpoint=")).ShouldBe(303).Headers["Location"].ShouldBe("/analytics/models?model=gpt-5");
    }

    [TestMethod]
    public async Task AnAddressThatCannotBeShownIsExplainedToPeopleAndToPrograms()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        foreach (var query in new[] { "range=8d", "sort=colour", "by=user_id", "top=0", "start_date=tomorrow", "modell=x", "compare=sometimes" })
        {
            (await world.GetAsync($"/analytics/models?{query}")).ShouldBe(400).Headers["Content-Type"].ShouldBe("application/problem+json");
            var page = (await world.GetAsync($"/analytics/models?{query}", change: request => request.Headers.Accept.ParseAdd("text/html"))).ShouldBe(400);
            page.Headers["Content-Type"].ShouldStartWith("text/html");
            page.Body.ShouldContain("Show the page without choices");
        }
    }

    [TestMethod]
    public async Task TablesAreOrderedByTheAddress()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync($"[{Samples.Event("a", model: "cheap", more: "\"cost_usd\":1")},{Samples.Event("b", model: "cheap", more: "\"cost_usd\":1")},{Samples.Event("c", model: "dear", more: "\"cost_usd\":9")}]");
        (await OrderOf("")).ShouldBe(["cheap", "dear"]);
        (await OrderOf("?sort=cost")).ShouldBe(["dear", "cheap"]);
        (await OrderOf("?sort=cost&order=asc")).ShouldBe(["cheap", "dear"]);

        async Task<string[]> OrderOf(string query)
        {
            var body = (await world.GetAsync($"/analytics/models{query}")).ShouldBe(200).Body;
            var table = body[body.IndexOf("<section id=\"table\"", StringComparison.Ordinal)..];
            return [.. new[] { "cheap", "dear" }.OrderBy(name => table.IndexOf($">{name}</a>", StringComparison.Ordinal))];
        }
    }

    [TestMethod]
    public async Task ChartsAreAboutAllGroupsWhateverTheTableShows()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        const string Cheap = "\"cost_usd\":1,\"response_time_ms\":10";
        await world.LogAsync($"[{Samples.Event("a", model: "cheap", more: Cheap)},{Samples.Event("b", model: "cheap", more: Cheap)},{Samples.Event("c", model: "dear", more: "\"cost_usd\":9,\"response_time_ms\":5000")}]");
        foreach (var query in new[] { "?top=1", "?top=1&sort=cost&order=asc", "?top=1&sort=response_time&order=asc" })
        {
            var body = (await world.GetAsync($"/analytics/models{query}")).ShouldBe(200).Body;
            SectionOf(body, "cost").ShouldContain("dear");
            SectionOf(body, "slow").ShouldContain("dear");
            SectionOf(body, "table").ShouldContain("1 more");
        }
    }

    [TestMethod]
    public async Task WhatIsUnknownComesLastEitherWayRound()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync($"[{Samples.Event("a", model: "cheap", more: "\"cost_usd\":1,\"response_time_ms\":1")},{Samples.Event("b", model: "dear", more: "\"cost_usd\":9,\"response_time_ms\":9")},{Samples.Event("c", model: "unknown")}]");
        foreach (var sort in new[] { "cost", "response_time" })
        {
            (await OrderOf($"?sort={sort}")).ShouldBe(["dear", "cheap", "unknown"]);
            (await OrderOf($"?sort={sort}&order=asc")).ShouldBe(["cheap", "dear", "unknown"]);
        }

        async Task<string[]> OrderOf(string query)
        {
            var table = SectionOf((await world.GetAsync($"/analytics/models{query}")).ShouldBe(200).Body, "table");
            return [.. new[] { "cheap", "dear", "unknown" }.OrderBy(name => table.IndexOf($">{name}</a>", StringComparison.Ordinal))];
        }
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task KindsOfErrorsAreCountedOverAllFailures(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        var failures = Enumerable.Range(0, 60).Select(i => Samples.Event($"t{i}", more: $"\"error\":\"timeout of part {i}\"", success: false)).Concat(Enumerable.Range(0, 61).Select(i => Samples.Event($"s{i}", success: false)));
        await world.LogAsync($"[{string.Join(',', failures)},{Samples.Event("good", more: "\"error\":\"timeout, then a good answer\"")}]");
        var body = (await world.GetAsync("/analytics/errors")).ShouldBe(200).Body;
        body.ShouldContain("<dt>Commonest kind</dt><dd class=\"value\">no message</dd><dd class=\"detail\">61 requests</dd>");
        SectionOf(body, "kinds").ShouldContain("<th scope=\"row\">timeout</th><td class=\"n\">60</td>");
        SectionOf(body, "remedies").ShouldContain("<dt>no message</dt>");
        SectionOf(body, "messages").ShouldContain("The 50 commonest are shown.");
    }

    [TestMethod]
    public async Task WordsFitTheirNumber()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync(Samples.Event("a", model: "nobody-knows", success: false));
        var body = (await world.GetAsync("/analytics")).ShouldBe(200).Body;
        body.ShouldContain("<h1>Overview</h1>");
        body.ShouldContain("1 request of unknown cost");
        body.ShouldContain("1 request failed; it does not say why.");
        (await world.GetAsync("/analytics/errors")).ShouldBe(200).Body.ShouldContain("<dd class=\"detail\">1 request</dd>");
        (await world.GetAsync("/analytics/models?by=endpoint")).ShouldBe(200).Body.ShouldContain("without an endpoint");
    }

    [TestMethod]
    public async Task TheEarlierPeriodIsComparedInWords()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync($"[{Samples.Event("a")},{Samples.Event("b")},{Samples.Event("c")},{Samples.Event("d", "2026-11-19T10:00:00Z")},{Samples.Event("e", "2026-11-19T10:00:00Z")}]");
        const string Day = "/analytics?start_date=2026-11-20&end_date=2026-11-20";
        (await world.GetAsync(Day)).Body.ShouldContain(WebUtility.HtmlEncode("▲ 50 % more than the period before"));
        (await world.GetAsync($"{Day}&compare=year")).Body.ShouldContain("nothing to compare with");
        (await world.GetAsync($"{Day}&compare=none")).Body.ShouldNotContain("period before</dd>");
    }

    [TestMethod]
    public async Task APeriodOfOneBucketIsDrawnAsBarsAndNotAsAPointInTime()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        await world.LogAsync(Samples.Event("a", more: "\"cost_usd\":1,\"response_time_ms\":850"));
        var body = (await world.GetAsync("/analytics?start_date=2026-11-20&end_date=2026-11-20")).Body;
        body.ShouldContain("20 Nov");
        body.ShouldNotContain(">23:00<");
        body.ShouldNotContain("<circle");
    }

    [TestMethod]
    public async Task PagesAreSentSmallAndFilesAreKeptForGood()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        foreach (var encoding in new[] { "br", "gzip" })
        {
            var answer = await world.GetAsync("/analytics", change: request => request.Headers.AcceptEncoding.ParseAdd(encoding));
            answer.Headers["Content-Encoding"].ShouldBe(encoding);
            answer.Headers["Vary"].ShouldContain("Accept-Encoding");
        }

        (await world.GetAsync(DashboardFiles.Script.Address)).ShouldBe(200).Headers["Cache-Control"].ShouldContain("immutable");
        (await world.GetAsync(DashboardFiles.Style.Path)).ShouldBe(200).Headers["Cache-Control"].ShouldNotContain("immutable");
        var tag = (await world.GetAsync("/analytics")).Headers["ETag"];
        (await world.GetAsync("/analytics", change: request => request.Headers.TryAddWithoutValidation("If-None-Match", tag))).ShouldBe(304);
        await world.LogAsync(Samples.Event("a"));
        (await world.GetAsync("/analytics", change: request => request.Headers.TryAddWithoutValidation("If-None-Match", tag))).ShouldBe(200);
    }

    [TestMethod]
    public async Task ValuesToFilterByAreTheTenantsOwn()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        var (a, b) = (world.CreateKey(ServerRole.Admin, "acme"), world.CreateKey(ServerRole.Admin, "bmce", "other"));
        await world.LogAsync($"[{Samples.Event("a", model: "gpt-5")},{Samples.Event("b", model: "GPT")},{Samples.Event("c", model: "grok")}]", a);
        (await world.GetAsync("/analytics/values?dimension=model", a)).ShouldBe(200).Body.ShouldBe("""["GPT","gpt-5","grok"]""");
        (await world.GetAsync("/analytics/values?dimension=model&beginning=gp", a)).Body.ShouldBe("""["gpt-5"]""");
        (await world.GetAsync("/analytics/values?dimension=model", b)).Body.ShouldBe("[]");
        (await world.GetAsync("/analytics/values?dimension=payload", a)).ShouldFail(400, ServerDiagnostics.BadQuery);
        (await world.GetAsync("/analytics/values?dimension=model&tenant_id=acme", b)).ShouldFail(404, ServerDiagnostics.NotFound);
    }

    [TestMethod]
    [DataRow(Engines.Sqlite)]
    [DataRow(Engines.Postgres)]
    public async Task AStreamsPageShowsTheFiguresOfItsReport(string engine)
    {
        await using var world = await Engines.StartAsync(engine, new TestClock(Samples.Now));
        (await world.GetAsync("/analytics/builds")).ShouldBe(200).Body.ShouldContain("No events yet");
        var runs = Enumerable.Range(0, 10).Select(i => $$"""{"event_id":"b{{i}}","timestamp":"2026-11-20T1{{i}}:00:00Z","target":"{{(i < 7 ? "Build" : "Test")}}","domain":null,"duration_seconds":{{i + 1}},"exit_code":{{(i == 9 ? 1 : 0)}}}""");
        (await world.PostAsync("/v1/events/build", $"[{string.Join(',', runs)}]")).Counts.ShouldBe((10, 0, 0));

        var page = WebUtility.HtmlDecode((await world.GetAsync("/analytics/builds")).ShouldBe(200).Body);
        page.ShouldContain("<dt>Green</dt><dd class=\"value\">90 %</dd><dd class=\"detail\">9 green, 1 failed</dd>");
        page.ShouldContain("Target invocations");
        page.ShouldContain("Durations");
        page.ShouldNotContain(" style=");
        var filtered = WebUtility.HtmlDecode((await world.GetAsync("/analytics/streams/build?where=target%3DTest")).ShouldBe(200).Body);
        filtered.ShouldContain("<dt>Runs</dt><dd class=\"value\">3</dd>");
        filtered.ShouldContain("target=Test");
        (await world.GetAsync("/analytics/builds?by=domain")).ShouldBe(200).Body.ShouldContain("By domain");
        (await world.GetAsync("/analytics/builds?start_date=2026-10-01&end_date=2026-10-31")).Body.ShouldContain("The last event of this stream is of 20 Nov 2026 19:00.");
        (await world.GetAsync("/analytics/builds?by=colour")).ShouldFail(400, ServerDiagnostics.BadQuery);
        (await world.GetAsync("/analytics/builds?where=target")).ShouldFail(400, ServerDiagnostics.BadQuery);
        (await world.GetAsync("/analytics/streams/nothing")).ShouldFail(404, ServerDiagnostics.NotFound);
        (await world.GetAsync("/analytics/streams")).ShouldBe(200).Body.ShouldContain("href=\"/analytics/builds\"");
    }

    [TestMethod]
    public async Task AnOperatorChoosesWhoseStreams()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        var (acme, all) = (world.CreateKey(ServerRole.Admin, "acme", "a"), world.CreateKey(ServerRole.Admin, "*", "all"));
        await world.LogAsync(Samples.Event("a"), acme);
        (await world.GetAsync("/analytics/streams", all)).ShouldBe(200).Body.ShouldContain("href=\"/analytics/streams?tenant_id=acme\"");
        (await world.GetAsync("/analytics/streams?tenant_id=acme", all)).ShouldBe(200).Body.ShouldContain("client-usage");
        (await world.GetAsync("/analytics?tenant_id=acme", all)).ShouldBe(200).Body.ShouldContain("href=\"/analytics/models?tenant_id=acme\"");
    }

    [TestMethod]
    public async Task FormsOfPagesAskForTheRoleAndTheOriginThatTheApiAsksFor()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        var (viewer, editor) = (world.CreateKey(ServerRole.Viewer, "acme", "v"), world.CreateKey(ServerRole.Editor, "acme", "e"));
        const string Form = "start_date=2026-11-01&end_date=2026-11-20&format=summary&export_type=csv";
        (await PostAsync(viewer)).ShouldFail(403, ServerDiagnostics.Forbidden);
        (await PostAsync(editor, request => request.Headers.TryAddWithoutValidation("Origin", "https://evil.example"))).ShouldFail(403, ServerDiagnostics.ForeignOrigin);
        (await world.PostAsync("/analytics/exports", "{}", editor)).ShouldFail(415, ServerDiagnostics.UnsupportedMedia);
        (await world.GetAsync("/v1/analytics/exports", editor)).Json.GetProperty("exports").GetArrayLength().ShouldBe(0);
        (await PostAsync(editor)).ShouldBe(303).Headers["Location"].ShouldBe("/analytics/exports");
        (await world.GetAsync("/v1/analytics/exports", editor)).Json.GetProperty("exports").GetArrayLength().ShouldBe(1);

        Task<Answer> PostAsync(string key, Action<HttpRequestMessage>? change = null) => world.PostAsync("/analytics/exports", Form, key, change, "application/x-www-form-urlencoded");
    }

    [TestMethod]
    public async Task AViewerSeesRulesAndNeitherChangesThemNorTheirAddresses()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock, change: settings => settings with { WebhookSecret = "s3cret", WebhookAllow = "127.0.0.0/8" });
        var (viewer, editor, other, all) = (world.CreateKey(ServerRole.Viewer, "acme", "v"), world.CreateKey(ServerRole.Editor, "acme", "e"), world.CreateKey(ServerRole.Editor, "bmce", "o"), world.CreateKey(ServerRole.Admin, "*", "all"));
        const string Rule = "name=Mine&alert_type=threshold&severity=high&metric=errors&operator=%3E&threshold=1&window_duration=60&enabled=true&webhooks=http%3A%2F%2F127.0.0.1%3A9%2Fhidden-path";
        (await PostAsync("/analytics/alerts/rules/new", viewer)).ShouldFail(403, ServerDiagnostics.Forbidden);
        (await PostAsync("/analytics/alerts/rules/new", editor)).ShouldBe(303);
        var id = (await world.GetAsync("/v1/analytics/alert-rules", editor)).Json.GetProperty("alert_rules").EnumerateArray().Single(rule => rule.GetProperty("name").GetString() == "Mine").GetProperty("id").GetString();
        var path = $"/analytics/alerts/rules/{id}";
        (await world.GetAsync(path, editor)).ShouldBe(200).Body.ShouldContain("hidden-path");
        (await world.GetAsync(path, viewer)).ShouldBe(200).Body.ShouldNotContain("hidden-path");
        (await world.GetAsync("/analytics/alerts", viewer)).ShouldBe(200).Body.ShouldNotContain("hidden-path");
        (await world.GetAsync(path, editor)).Body.ShouldNotContain("s3cret");
        (await world.GetAsync(path, other)).ShouldFail(404, ServerDiagnostics.NotFound);
        (await PostAsync(path, other)).ShouldFail(404, ServerDiagnostics.NotFound);
        (await PostAsync($"{path}/delete", other)).ShouldFail(404, ServerDiagnostics.NotFound);
        (await PostAsync($"{path}/delete", editor, request => request.Headers.TryAddWithoutValidation("Origin", "https://evil.example"))).ShouldFail(403, ServerDiagnostics.ForeignOrigin);
        (await world.GetAsync("/analytics/alerts", all)).ShouldBe(200).Body.ShouldContain("belongs to no tenant");
        (await PostAsync($"{path}/delete", editor)).ShouldBe(303);
        (await world.GetAsync(path, editor)).ShouldFail(404, ServerDiagnostics.NotFound);

        Task<Answer> PostAsync(string address, string key, Action<HttpRequestMessage>? change = null) => world.PostAsync(address, Rule, key, change, "application/x-www-form-urlencoded");
    }
    [TestMethod]
    public async Task PeopleGetPagesWhateverGoesWrong()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        var (viewer, editor) = (world.CreateKey(ServerRole.Viewer, "acme", "v"), world.CreateKey(ServerRole.Editor, "acme", "e"));
        (await world.GetAsync("/analytics/nothing", viewer)).ShouldFail(404, ServerDiagnostics.NotFound);
        ShouldBePage(await world.GetAsync("/analytics/nothing", viewer, ForPeople), 404).ShouldContain("Show the overview");
        ShouldBePage(await world.GetAsync("/analytics/streams/nothing", viewer, ForPeople), 404);
        (await world.GetAsync("/v1/nothing", viewer, ForPeople)).ShouldFail(404, ServerDiagnostics.NotFound);
        var gone = $"/analytics/alerts/rules/{Guid.NewGuid()}";
        foreach (var path in new[] { gone, $"{gone}/delete", $"/analytics/alerts/{Guid.NewGuid()}/acknowledge" })
        {
            (await PostAsync(path, "name=x", editor)).ShouldFail(404, ServerDiagnostics.NotFound);
            ShouldBePage(await PostAsync(path, "name=x", editor, ForPeople), 404).ShouldContain("href=\"/analytics/alerts\" class=\"button\"");
            ShouldBePage(await PostAsync(path, "name=x", viewer, ForPeople), 403);
            ShouldBePage(await PostAsync(path, "name=x", null, ForPeople), 401).ShouldContain("href=\"/signin\"");
        }

        ShouldBePage(await world.PostAsync("/analytics/exports", "{}", editor, ForPeople), 415);
        ShouldBePage(await PostAsync($"/analytics/alerts/{Guid.NewGuid()}/acknowledge", $"reason={new string('x', 1_001)}", editor, ForPeople), 400).ShouldContain("at most 1000 characters");

        static void ForPeople(HttpRequestMessage request) => request.Headers.Accept.ParseAdd("text/html");
        Task<Answer> PostAsync(string path, string form, string? key, Action<HttpRequestMessage>? change = null) => world.PostAsync(path, form, key, change, "application/x-www-form-urlencoded");
        static string ShouldBePage(Answer answer, int status)
        {
            answer.ShouldBe(status).Headers["Content-Type"].ShouldStartWith("text/html");
            answer.Headers["Content-Security-Policy"].ShouldContain("script-src 'self'");
            return answer.Body;
        }
    }

    [TestMethod]
    public async Task LinksFromExportsKeepPeriodAndFilters()
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var (viewer, editor) = (world.CreateKey(ServerRole.Viewer, "acme", "v"), world.CreateKey(ServerRole.Editor, "acme", "e"));
        const string Address = "/analytics/exports?range=7d&model=gpt-5";
        var page = WebUtility.HtmlDecode((await world.GetAsync(Address, editor)).ShouldBe(200).Body);
        page.ShouldContain("href=\"/analytics/models?range=7d&model=gpt-5\"");
        page.ShouldContain($"method=\"post\" action=\"{Address}\"");
        page.ShouldContain("The form above makes one");
        (await world.GetAsync(Address, viewer)).ShouldBe(200).Body.ShouldNotContain("The form above");
        (await world.PostAsync(Address, "start_date=2026-11-01&end_date=2026-11-20&format=summary&export_type=csv", editor, type: "application/x-www-form-urlencoded")).ShouldBe(303).Headers["Location"].ShouldBe(Address);
    }

    [TestMethod]
    [DataRow("error_rate", "threshold", ">", "10", "0.1", "10", "%")]
    [DataRow("cache_hit_rate", "threshold", "<", "12.5 %", "0.125", "12.5", "%")]
    [DataRow("requests", "change", ">", "250", "2.5", "250", "%")]
    [DataRow("error_rate", "anomaly", ">", "4", "4", "4", "score")]
    [DataRow("cost_usd", "threshold", ">", "10", "10", "10", "USD")]
    [DataRow("tokens_used", "threshold", ">", "0.5", "0.5", "0.5", "tokens")]
    public async Task TheFormOfARuleTakesRatesInPercent(string metric, string type, string comparison, string sent, string kept, string shown, string unit)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        (await world.PostAsync("/analytics/alerts/rules/new", $"name=Mine&alert_type={type}&severity=high&metric={metric}&operator={Uri.EscapeDataString(comparison)}&threshold={Uri.EscapeDataString(sent)}&window_duration=60", type: "application/x-www-form-urlencoded")).ShouldBe(303);
        var rule = (await world.GetAsync("/v1/analytics/alert-rules")).Json.GetProperty("alert_rules").EnumerateArray().Single(rule => rule.GetProperty("name").GetString() == "Mine");
        rule.GetProperty("threshold").GetDecimal().ShouldBe(decimal.Parse(kept, System.Globalization.CultureInfo.InvariantCulture));
        var page = (await world.GetAsync($"/analytics/alerts/rules/{rule.GetProperty("id").GetString()}")).ShouldBe(200).Body;
        page.ShouldContain($"name=\"threshold\" value=\"{shown}\" inputmode=\"decimal\" required");
        page.ShouldContain($"<span id=\"unit\">{unit}</span>");
    }

    [TestMethod]
    [DataRow("threshold=150&window_duration=60", "“Threshold”: error rate lies between 0 and 100 %")]
    [DataRow("threshold=100&window_duration=60", "“Threshold”: error rate lies between 0 and 100 %")]
    [DataRow("threshold=-1&window_duration=60", "“Threshold”: error rate lies between 0 and 100 %")]
    [DataRow("threshold=much&window_duration=60", "“Threshold” takes a number.")]
    [DataRow("window_duration=60", "“Threshold” is missing.")]
    [DataRow("threshold=10&window_duration=61", "A “Window, minutes” of more than 60 minutes")]
    public async Task WhatIsWrongWithARuleIsSaidInTheWordsOfItsForm(string fields, string problem)
    {
        await using var world = await ServerWorld.StartAsync(new TestClock(Samples.Now));
        var answer = await world.PostAsync("/analytics/alerts/rules/new", $"name=Mine&alert_type=threshold&severity=high&metric=error_rate&operator=%3E&{fields}", type: "application/x-www-form-urlencoded");
        WebUtility.HtmlDecode(answer.ShouldBe(400).Body).ShouldContain(problem);
        answer.Body.ShouldContain("aria-invalid=\"true\"");
        (await world.PostAsync("/v1/analytics/alert-rules", """{"name":"Api","alert_type":"threshold","severity":"high","metric":"error_rate","operator":">","threshold":2,"window_duration":60}""")).ShouldBe(201);
    }

    [TestMethod]
    public async Task AnAlertSaysWhenItHappenedAndAcknowledgingLeadsBackToItsList()
    {
        var clock = new TestClock(Samples.Now);
        await using var world = await ServerWorld.StartAsync(clock);
        await world.LogAsync(Samples.Event("a", "2026-11-21T11:59:00Z", "\"tokens_used\":20000"));
        clock.Now += TimeSpan.FromMinutes(1);
        const string List = "/analytics/alerts?status=open&severity=high";
        var body = "";
        for (var i = 0; i < 400 && !body.Contains("High token usage</th>", StringComparison.Ordinal); i++)
        {
            await Task.Delay(50);
            body = (await world.GetAsync(List)).ShouldBe(200).Body;
        }

        var alert = (await world.GetAsync("/v1/analytics/alerts")).Json.GetProperty("alerts")[0];
        var end = alert.GetProperty("window_end").GetDateTimeOffset();
        SectionOf(body, "alerts").ShouldContain($"<a href=\"/analytics?start_date=2026-11-21&amp;end_date=2026-11-21\">21 Nov 2026 {end.AddHours(-1):HH:mm} to {end:HH:mm}</a>");
        body.ShouldContain($"name=\"return\" value=\"{WebUtility.HtmlEncode(List)}\"");
        var path = $"/analytics/alerts/{alert.GetProperty("id").GetString()}/acknowledge";
        (await PostAsync($"reason=known&return={Uri.EscapeDataString(List)}")).ShouldBe(303).Headers["Location"].ShouldBe(List);
        (await PostAsync($"return={Uri.EscapeDataString("//evil.example/analytics")}")).ShouldBe(303).Headers["Location"].ShouldBe("/analytics/alerts");

        Task<Answer> PostAsync(string form) => world.PostAsync(path, form, type: "application/x-www-form-urlencoded");
    }

    private static string SectionOf(string body, string id)
    {
        var start = body.IndexOf($"<section id=\"{id}\"", StringComparison.Ordinal);
        return body[start..body.IndexOf("</section>", start, StringComparison.Ordinal)];
    }
}
