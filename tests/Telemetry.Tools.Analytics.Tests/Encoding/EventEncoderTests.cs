using System.Text;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class EventEncoderTests
{
    private const string Shop = """
        {
          "schema": "shop", "version": "1-0-0", "namespace": "Tests", "discriminator": "kind", "payload": "data",
          "fields": { "at": { "type": "timestamp", "role": "time" }, "who": { "type": "string", "nullable": true, "privacy": "hash" } },
          "events": {
            "sold": { "fields": {
              "product": { "type": "string", "role": "dimension" },
              "price": { "type": "decimal", "unit": "usd", "role": "cost" },
              "tags": { "type": "list", "items": "string", "nullable": true, "optional": true },
              "secret": { "type": "string", "nullable": true, "privacy": "redact" },
              "input_hash": { "type": "string", "nullable": true, "privacy": "hash", "hash": "sha256" }
            } },
            "closed": { "fields": { "after": { "type": "duration", "unit": "s", "role": "duration" } } }
          }
        }
        """;

    private static readonly PrivacyKey Key = new(new byte[32]);

    [TestMethod]
    public void PairsBecomeALineInWritingOrder() =>
        Encode("shop", [("product", "chair"), ("price", "12.50"), ("at", "2026-01-02T03:04:05+01:00")], "sold")
            .ShouldBe("{\"at\":\"2026-01-02T02:04:05.000Z\",\"who\":null,\"kind\":\"sold\",\"data\":{\"product\":\"chair\",\"price\":12.50,\"input_hash\":null}}\n");

    [TestMethod]
    public void ATimeThatIsMissingIsNow() =>
        Encode("shop", [("after", "1.5")], "closed").ShouldBe("{\"at\":\"2026-11-21T10:00:00.000Z\",\"who\":null,\"kind\":\"closed\",\"data\":{\"after\":1.5}}\n");

    [TestMethod]
    public void HashedFieldsLeaveTheirDigestOnlyAndRedactedOnesNothing()
    {
        var line = Encode("shop", [("product", "chair"), ("price", "1"), ("who", "alice"), ("secret", "hush"), ("input", "my prompt"), ("tags", "[\"a\",\"b\"]")], "sold");
        line.ShouldNotContain("alice");
        line.ShouldNotContain("hush");
        line.ShouldNotContain("my prompt");
        line.ShouldContain($"\"who\":\"{Key.Hash("alice")}\"");
        line.ShouldContain($"\"input_hash\":\"{Sha256.Of("my prompt")}\"");
        line.ShouldContain("\"tags\":[\"a\",\"b\"]");
    }

    [TestMethod]
    public void ADigestIsNotHashedAgain() =>
        Encode("shop", [("product", "x"), ("price", "1"), ("input_hash", Sha256.Of("p").ToString())], "sold").ShouldContain($"\"input_hash\":\"{Sha256.Of("p")}\"");

    [TestMethod]
    public void JsonIsTakenLikePairs() =>
        Encoding.UTF8.GetString(Encoder("shop").EncodeJson("""{"kind":"closed","at":"2026-01-01T00:00:00Z","data":{"after":3}}"""u8))
            .ShouldBe("{\"at\":\"2026-01-01T00:00:00.000Z\",\"who\":null,\"kind\":\"closed\",\"data\":{\"after\":3}}\n");

    [TestMethod]
    [DataRow("prduct", "chair", "TEL2110", "Did you mean 'product'?")]
    [DataRow("price", "cheap", "TEL2111", "decimal number")]
    [DataRow("at", "noon", "TEL2111", "ISO 8601")]
    [DataRow("tags", "a,b", "TEL2111", "list")]
    public void WhatDoesNotFitIsNamedWithWhatWouldFit(string field, string text, string id, string says)
    {
        var problem = Should.Throw<AnalyticsException>(() => Encode("shop", [("product", "x"), ("price", "1"), (field, text)], "sold"));
        problem.Id.ShouldBe(id);
        problem.Message.ShouldContain(says);
    }

    [TestMethod]
    public void AFieldThatMustBeThereIsMissed() =>
        Should.Throw<AnalyticsException>(() => Encode("shop", [("price", "1")], "sold")).Id.ShouldBe("TEL2112");

    [TestMethod]
    public void OneOfSeveralEventsMustBeNamed()
    {
        Should.Throw<AnalyticsException>(() => Encode("shop", [("price", "1")], null)).Message.ShouldContain("sold, closed");
        Should.Throw<AnalyticsException>(() => Encode("shop", [("price", "1")], "solt")).Message.ShouldContain("Did you mean 'sold'?");
    }

    [TestMethod]
    public void WhatIsNoJsonObjectIsRefused()
    {
        foreach (var text in (string[])["[]", "{", "x", ""])
        {
            Should.Throw<AnalyticsException>(() => Encoder("shop").EncodeJson(Encoding.UTF8.GetBytes(text))).Id.ShouldBe("TEL2114");
        }
    }

    [TestMethod]
    public void ACsvStreamGetsARow()
    {
        var schema = Schemas.Product("task-usage");
        var encoder = new EventEncoder(schema);
        KeyValuePair<string, string>[] pairs =
        [
            new("timestamp", "2026-01-01T00:00:00Z"), new("model", "a, \"b\""), new("prompt_tokens", "1500"), new("completion_tokens", "3200"),
            new("task_success", "true"), new("task_type", "execute"), new("duration_ms", "45000"),
        ];
        Encoding.UTF8.GetString(encoder.Encode(pairs)).ShouldBe("2026-01-01T00:00:00.000Z,\"a, \"\"b\"\"\",1500,3200,true,execute,45000,\n");
    }

    [TestMethod]
    public void EveryLineIsReadBack()
    {
        using var folder = new TempFolder();
        var schema = Schemas.Parse(Schemas.Runs);
        var encoder = new EventEncoder(schema, Key);
        var lines = new RunLines(11);
        using var bytes = new MemoryStream();
        for (var i = 0; i < 500; i++) bytes.Write(encoder.EncodeJson(Encoding.UTF8.GetBytes(lines.Good(isForeign: false))));
        var answer = ScanExecutor.Run(StreamSource.FromFiles(schema, folder.Write("runs.jsonl", bytes.ToArray())), [new Query([Measure.Count])]);
        (answer.Totals.Events, answer.Totals.Rejected).ShouldBe((500L, 0L));
    }

    private static EventEncoder Encoder(string stream) =>
        new(stream == "shop" ? Schemas.Parse(Shop) : Schemas.Parse(Schemas.Runs), Key, new FixedClock());

    private static string Encode(string stream, (string Field, string Text)[] pairs, string? eventName) =>
        Encoding.UTF8.GetString(Encoder(stream).Encode(pairs.Select(pair => KeyValuePair.Create(pair.Field, pair.Text)), eventName));

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    }
}
