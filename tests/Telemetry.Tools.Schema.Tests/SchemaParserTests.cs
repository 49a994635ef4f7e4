namespace Telemetry.Tools.Schema.Tests;

[TestClass]
public sealed class SchemaParserTests
{
    [TestMethod]
    public void EveryPartOfAFileIsRead()
    {
        var document = TestSchemas.Parse("""
            {
              // comments and trailing commas are fine
              "$schema": "./telemetry.schema.json", "$comment": "none",
              "schema": "deploy", "version": "1-2-3", "namespace": "Contoso.Telemetry",
              "description": "What our deployments did.", "owner": "web",
              "storage": { "format": "jsonl", "file": "log.jsonl", "rotateAt": "10MiB", "retain": "1d 12h" },
              "discriminator": "event_type", "payload": "data",
              "fields": { "at": { "type": "timestamp", "role": "time", "description": "When." }, },
              "events": {
                "target_run": {
                  "description": "One run.", "owner": "build", "deprecated": "Use others.", "since": "1-1-0", "expires": "2030-01-31", "typeName": "Run",
                  "fields": {
                    "took": { "type": "double", "unit": "s", "role": "duration", "nullable": true, "otel": "a.b", "owner": "x", "deprecated": "y", "since": "1-0-0", "expires": "2030-02-28" },
                    "note": { "type": "string", "optional": true, "privacy": "redact" },
                  },
                },
                "ended": {}
              },
              "reports": [ { "id": "slow", "title": "Slow ones", "chart": "stacked-bar", "measure": "p95:took", "by": "event_type", "bucket": "week", "event": "target_run", "top": 5, "description": "D." } ]
            }
            """);
        var run = new EventDefinition("target_run", "Run", "One run.", "build", "Use others.", "1-1-0", "2030-01-31", new(
        [
            new("took", "Took", new(FieldKind.Double), true, false, "s", FieldRole.Duration, PrivacyClass.Public, HashAlgorithmKind.Hmac, "a.b", null, "x", "y", "1-0-0", "2030-02-28"),
            new("note", "Note", new(FieldKind.String), true, true, null, FieldRole.None, PrivacyClass.Redact, HashAlgorithmKind.Hmac, null, null, null, null, null, null),
        ]));
        document.ShouldBe(new SchemaDocument(
            "deploy",
            new(1, 2, 3),
            "Contoso.Telemetry",
            "What our deployments did.",
            "web",
            new(StorageFormat.Jsonl, "log.jsonl", 10 << 20, TimeSpan.FromHours(36)),
            "event_type",
            "data",
            new([new("at", "At", new(FieldKind.Timestamp), false, false, null, FieldRole.Time, PrivacyClass.Public, HashAlgorithmKind.Hmac, null, "When.", null, null, null, null)]),
            new([run, new("ended", "Ended", null, null, null, null, null, default)]),
            new([new("slow", "Slow ones", ReportChart.StackedBar, "p95:took", "event_type", "week", "target_run", 5, "D.")])));
    }

    [TestMethod]
    public void EqualFilesGiveEqualResults()
    {
        foreach (var path in RepositoryFiles.Schemas())
        {
            var (first, second) = (SchemaParser.Parse(File.ReadAllText(path), "a"), SchemaParser.Parse(File.ReadAllText(path), "a"));
            first.ShouldBe(second);
            first.GetHashCode().ShouldBe(second.GetHashCode());
        }
    }

    [TestMethod]
    public void SpacesAndCommentsDoNotChangeTheDocument()
    {
        var text = "{\"schema\":\"deploy\",\"version\":\"1-0-0\",\"namespace\":\"A\",\"events\":{\"a\":{\"fields\":{\"b\":\"string\"}}}}";
        var spaced = "\uFEFF" + text.Replace(":", " /* a */ :\r\n\t").Replace("}", ",// b\n}").Replace("{,", "{");
        TestSchemas.Parse(spaced).ShouldBe(TestSchemas.Parse(text));
    }

    [TestMethod]
    public void StorageHasDefaults()
    {
        TestSchemas.With("\"schema\": \"deploy\"").Storage.ShouldBe(new StorageDefinition(StorageFormat.Jsonl, "deploy.jsonl", 10_000_000, null));
        TestSchemas.With("\"storage\": { \"format\": \"csv\" }").Storage.ShouldBe(new StorageDefinition(StorageFormat.Csv, "deploy.csv", 10_000_000, null));
    }

    [TestMethod]
    [DataRow("\"10MB\"", 10_000_000L)]
    [DataRow("\"10 MB\"", 10_000_000L)]
    [DataRow("\"10MiB\"", 10_485_760L)]
    [DataRow("\"2kB\"", 2_000L)]
    [DataRow("\"2KiB\"", 2_048L)]
    [DataRow("\"3GB\"", 3_000_000_000L)]
    [DataRow("\"7B\"", 7L)]
    [DataRow("512", 512L)]
    [DataRow("0", 0L)]
    public void SizesAreRead(string text, long bytes) => TestSchemas.With($"\"storage\": {{ \"rotateAt\": {text} }}").Storage.RotateAt.ShouldBe(bytes);

    [TestMethod]
    [DataRow("\"365d\"", 365 * 24 * 60 * 60)]
    [DataRow("\"12h\"", 12 * 60 * 60)]
    [DataRow("\"30m\"", 30 * 60)]
    [DataRow("\"90s\"", 90)]
    [DataRow("\"1d 12h\"", 36 * 60 * 60)]
    [DataRow("null", null)]
    public void DurationsAreRead(string text, int? seconds) =>
        TestSchemas.With($"\"storage\": {{ \"retain\": {text} }}").Storage.Retain.ShouldBe(seconds is { } number ? TimeSpan.FromSeconds(number) : null);

    [TestMethod]
    public void EveryTypeIsRead()
    {
        foreach (var (word, kind) in SchemaVocabulary.Types)
        {
            var more = kind switch
            {
                FieldKind.Enum => ", \"values\": [\"x\"]",
                FieldKind.Object => ", \"fields\": { \"x\": \"bool\" }",
                FieldKind.List or FieldKind.Map => ", \"items\": \"bool\"",
                _ => "",
            };
            TestSchemas.WithFields($"\"a\": {{ \"type\": \"{word}\"{more} }}").Events[0].Fields[0].Type.Kind.ShouldBe(kind);
        }
    }

    [TestMethod]
    public void ADurationIsInSecondsUnlessItSaysOtherwise()
    {
        var fields = TestSchemas.WithFields("\"a\": \"duration\", \"b\": { \"type\": \"duration\" }, \"c\": { \"type\": \"duration\", \"unit\": \"ms\" }").Events[0].Fields;
        fields.Select(field => field.Unit).ShouldBe(["s", "s", "ms"]);
    }

    [TestMethod]
    public void AWordInBracesIsAUnit() =>
        TestSchemas.WithFields("\"a\": { \"type\": \"int32\", \"unit\": \"{pages}\", \"role\": \"measure\" }").Events[0].Fields[0].Unit.ShouldBe("{pages}");

    [TestMethod]
    public void EnumsAreOpenUnlessClosed()
    {
        var fields = TestSchemas.WithFields("\"a\": { \"type\": \"enum\", \"values\": [\"x\", { \"value\": \"y-z\", \"description\": \"D.\" }] }, \"b\": { \"type\": \"enum\", \"values\": [\"x\"], \"closed\": true }").Events[0].Fields;
        fields[0].Type.ShouldBe(new FieldType(FieldKind.Enum, "DeployedA", new([new("x", "X", null), new("y-z", "YZ", "D.")])));
        fields[1].Type.IsClosed.ShouldBeTrue();
    }

    [TestMethod]
    public void NestedTypesAreNamedByTheWayToThem()
    {
        var document = TestSchemas.WithFields("""
            "a": { "type": "object", "fields": { "kind": { "type": "enum", "values": ["x"] }, "own": { "type": "object", "typeName": "Mine", "fields": { "deep": { "type": "enum", "values": ["x"] } } } } },
            "b": { "type": "list", "items": { "type": "map", "items": { "type": "object", "fields": { "c": "string" } } } }
            """);
        var (a, b) = (document.Events[0].Fields[0].Type, document.Events[0].Fields[1].Type);
        a.TypeName.ShouldBe("DeployedA");
        a.Fields[0].Type.TypeName.ShouldBe("DeployedAKind");
        a.Fields[1].Type.TypeName.ShouldBe("Mine");
        a.Fields[1].Type.Fields[0].Type.TypeName.ShouldBe("MineDeep");
        b.Element!.Element!.TypeName.ShouldBe("DeployedBItemItem");
        TestSchemas.With("\"fields\": { \"kind\": { \"type\": \"enum\", \"values\": [\"x\"] } }").Fields[0].Type.TypeName.ShouldBe("DeployKind");
    }

    [TestMethod]
    public void HashedFieldsAreNamedByTheirRawValue()
    {
        var fields = TestSchemas.WithFields("\"input_hash\": { \"type\": \"string\", \"privacy\": \"hash\", \"hash\": \"sha256\" }, \"user\": { \"type\": \"string\", \"privacy\": \"hash\" }, \"file_hash\": \"sha256\"").Events[0].Fields;
        fields.Select(field => (field.PropertyName, field.Hash)).ShouldBe([("Input", HashAlgorithmKind.Sha256), ("User", HashAlgorithmKind.Hmac), ("FileHash", HashAlgorithmKind.Hmac)]);
    }

    [TestMethod]
    public void PropertiesNeverHaveTheNameOfAMemberOrOfTheirType()
    {
        var fields = TestSchemas.WithFields("\"stream\": \"string\", \"to_string\": \"string\", \"deployed\": \"string\", \"clone\": \"string\"").Events[0].Fields;
        fields.Select(field => field.PropertyName).ShouldBe(["StreamValue", "ToStringValue", "DeployedValue", "CloneValue"]);
    }

    [TestMethod]
    public void CommonFieldsNeverHaveTheNameOfAnEvent()
    {
        var document = TestSchemas.With("\"discriminator\": \"kind\", \"fields\": { \"started\": \"string\", \"deploy_event\": \"string\" }, \"events\": { \"started\": {}, \"ended\": {} }");
        document.Fields.Select(field => field.PropertyName).ShouldBe(["StartedValue", "DeployEventValue"]);
    }

    [TestMethod]
    public void DroppedFieldsTakeNoName() =>
        TestSchemas.WithFields("\"user\": { \"type\": \"string\", \"privacy\": \"drop\" }, \"USER\": \"string\"").Events[0].Fields.Count.ShouldBe(2);

    [TestMethod]
    public void APayloadMayHaveAFieldWithTheDiscriminatorsName()
    {
        var document = TestSchemas.With("\"discriminator\": \"kind\", \"payload\": \"data\", \"events\": { \"a\": { \"fields\": { \"kind\": \"string\" } }, \"b\": {} }");
        document.Events[0].Fields[0].Name.ShouldBe("kind");
    }

    [TestMethod]
    public void WhatIsBuiltOnABrokenPartIsLeftOutWithoutAnotherMessage()
    {
        var result = SchemaParser.Parse(
            """
            { "schema": "a", "version": "1-0-0", "namespace": "A", "events": { "e": { "fields": { "x": "strin", "ok": { "type": "bool", "role": "sucess" }, "k": { "type": "enum", "values": [1] } } } },
              "reports": [ { "id": "r", "chart": "bar", "measure": "count", "by": "x" }, { "id": "s", "chart": "bar", "measure": "success_rate", "by": "k" } ] }
            """,
            "a");
        result.Diagnostics.Select(found => found.Id).ShouldBe(["TEL0004", "TEL0018", "TEL0008"]);
        result.Document!.Reports.ShouldBeEmpty();
    }

    [TestMethod]
    public void AReportWithoutTitleIsNamedByItsId() =>
        TestSchemas.With("\"reports\": [ { \"id\": \"runs-over_time\", \"chart\": \"table\", \"measure\": \"count\" } ]").Reports[0].Title.ShouldBe("Runs over time");

    [TestMethod]
    public void InnerFieldsAreFoundByTheirPath()
    {
        var document = TestSchemas.Product("agent-metrics");
        var found = SchemaFields.Find(document, "metrics.cost_usd").ShouldHaveSingleItem();
        found.JsonPath.ShouldBe(["metrics", "cost_usd"]);
        found.Field.Role.ShouldBe(FieldRole.Cost);
    }

    [TestMethod]
    public void PayloadFieldsAreFoundUnderThePayload()
    {
        var document = TestSchemas.Product("agent-work-stream");
        SchemaFields.Find(document, "tool_name").Select(path => path.Event!.Name).ShouldBe(["tool_call", "tool_result"]);
        SchemaFields.Find(document, "tool_name", "tool_call").ShouldHaveSingleItem().JsonPath.ShouldBe(["data", "tool_name"]);
        SchemaFields.Find(document, "executor", "tool_call").ShouldHaveSingleItem().JsonPath.ShouldBe(["executor"]);
    }
}
