using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Schema.Tests;

[TestClass]
public sealed class OutputTests
{
    private static readonly SchemaDocument Document = TestSchemas.Parse("""
        {
          "schema": "deploy", "version": "1-0-0", "namespace": "Contoso.Telemetry", "description": "What it's for | all.",
          "storage": { "retain": "30d" },
          "discriminator": "event", "payload": "data",
          "fields": { "at": { "type": "timestamp", "role": "time", "description": "When." } },
          "events": {
            "ran": { "description": "A run.", "fields": {
              "took": { "type": "double", "unit": "ms", "role": "duration", "description": "How long." },
              "user": { "type": "string", "privacy": "hash" },
              "secret": { "type": "string", "privacy": "redact" },
              "state": { "type": "enum", "closed": true, "nullable": true, "values": [{ "value": "it's", "description": "Odd." }, "b"] },
              "inner": { "type": "object", "fields": { "count": "int32", "tags": { "type": "list", "items": "string" } } } } },
            "ended": { "fields": { "took": { "type": "double", "unit": "ms", "role": "duration", "description": "Until the end." }, "state": "int64" } }
          },
          "reports": [ { "id": "slow", "chart": "bar", "measure": "avg:took", "by": "event" } ]
        }
        """);

    [TestMethod]
    public void PostgreSqlTable() => SqlDdl.Create(Document, SqlDialect.PostgreSql).ShouldBe("""
        -- deploy 1-0-0
        -- What it's for | all.
        CREATE TABLE "deploy" (
            "event" text NOT NULL,
            "at" timestamptz NOT NULL,
            "took" double precision,
            "user" text,
            "state" text CHECK ("state" IN ('it''s', 'b')),
            "inner_count" integer,
            "inner_tags" jsonb,
            "ended_state" bigint
        );
        CREATE INDEX "deploy_at" ON "deploy" ("at");
        COMMENT ON TABLE "deploy" IS 'What it''s for | all.';
        COMMENT ON COLUMN "deploy"."event" IS 'Which event it is.';
        COMMENT ON COLUMN "deploy"."at" IS 'When.';
        COMMENT ON COLUMN "deploy"."took" IS 'How long. [ms] / Until the end. [ms]';

        """.ReplaceLineEndings("\n"));

    [TestMethod]
    public void SqliteTable() => SqlDdl.Create(TestSchemas.WithFields("\"ok\": \"bool\", \"cost\": { \"type\": \"decimal\", \"unit\": \"usd\", \"description\": \"Sum.\" }"), SqlDialect.Sqlite).ShouldBe("""
        -- deploy 1-0-0
        CREATE TABLE "deploy" (
            "ok" INTEGER NOT NULL CHECK ("ok" IN (0, 1)),
            "cost" NUMERIC NOT NULL -- Sum. [usd]
        );

        """.ReplaceLineEndings("\n"));

    [TestMethod]
    public void LongNamesStayDifferentInSql()
    {
        var name = new string('a', 100);
        var sql = SqlDdl.Create(TestSchemas.WithFields($"\"{name}1\": \"string\", \"{name}2\": \"string\""), SqlDialect.PostgreSql);
        var columns = sql.Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line.Split('"')[1]).ToList();
        columns.Distinct().Count().ShouldBe(2);
        columns.ShouldAllBe(column => column.Length <= 63);
    }

    [TestMethod]
    public void MarkdownPage() => SchemaDocs.Markdown(Document).ShouldBe("""
        # deploy

        What it's for | all.

        | | |
        |---|---|
        | version | 1-0-0 |
        | C# namespace | `Contoso.Telemetry` |
        | file | `deploy.jsonl` |
        | rotated at | 10,000,000 bytes |
        | kept | 30 days |
        | events told apart by | `event` |
        | own fields in | `data` |

        ## Fields of every event

        | field | type | unit | role | privacy | meaning |
        |---|---|---|---|---|---|
        | `at` | `timestamp` |  | `time` |  | When. |

        ## Event `ran`

        A run. C#: `Ran`.

        | field | type | unit | role | privacy | meaning |
        |---|---|---|---|---|---|
        | `took` | `double` | `ms` | `duration` |  | How long. |
        | `user` | `string` |  |  | keyed digest only |  |
        | `secret` | `string` |  |  | never written |  |
        | `state` | `it's` `b`, may be null |  |  |  | `it's`: Odd. |
        | `inner` | `object` |  |  |  |  |
        | `inner.count` | `int32` |  |  |  |  |
        | `inner.tags` | list of `string` |  |  |  |  |

        ## Event `ended`

        C#: `Ended`.

        | field | type | unit | role | privacy | meaning |
        |---|---|---|---|---|---|
        | `took` | `double` | `ms` | `duration` |  | Until the end. |
        | `state` | `int64` |  |  |  |  |

        ## Reports

        | report | chart | measure | by | meaning |
        |---|---|---|---|---|
        | `slow` | bar | `avg:took` | `event` | Slow |

        """.ReplaceLineEndings("\n"));

    [TestMethod]
    public void JsonSchemaDescribesEachEvent()
    {
        var root = JsonDocument.Parse(EventJsonSchema.Create(Document)).RootElement;
        var ran = root.GetProperty("oneOf")[0];
        Names(ran.GetProperty("properties")).ShouldBe(["at", "event", "data"]);
        ran.GetProperty("properties").GetProperty("event").GetProperty("const").GetString().ShouldBe("ran");
        Strings(ran.GetProperty("required")).ShouldBe(["at", "event", "data"]);
        var data = ran.GetProperty("properties").GetProperty("data");
        Names(data.GetProperty("properties")).ShouldBe(["took", "user", "state", "inner"]);
        Strings(data.GetProperty("required")).ShouldBe(["took", "user", "inner"]);
        data.GetProperty("properties").GetProperty("user").GetProperty("pattern").GetString().ShouldBe("^[0-9a-f]{64}$");
        data.GetProperty("properties").GetProperty("state").GetProperty("enum").EnumerateArray().Select(value => value.GetString()).ShouldBe(["it's", "b", null]);
        data.GetProperty("properties").GetProperty("inner").GetProperty("properties").GetProperty("tags").GetProperty("items").GetProperty("type").GetString().ShouldBe("string");
    }

    [TestMethod]
    public void EveryOutputIsTheSameInEveryCulture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var path in RepositoryFiles.Schemas())
            {
                var text = File.ReadAllText(path);
                CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                var expected = All(text);
                CultureInfo.CurrentCulture = Foreign();
                All(text).ShouldBe(expected);
                expected.ShouldNotContain('\r');
                expected.ShouldEndWith("\n");
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string All(string text)
        {
            var document = TestSchemas.Parse(text);
            return SchemaDocs.Markdown(document) + EventJsonSchema.Create(document) + SqlDdl.Create(document, SqlDialect.PostgreSql) + SqlDdl.Create(document, SqlDialect.Sqlite);
        }

        // The tests run without culture data: a culture of their own with foreign signs serves as well.
        static CultureInfo Foreign()
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberGroupSeparator = "·";
            culture.NumberFormat.NegativeSign = "−";
            culture.NumberFormat.NumberDecimalSeparator = ",";
            return culture;
        }
    }

    [TestMethod]
    public void EveryProductSchemaGivesValidJson()
    {
        foreach (var path in RepositoryFiles.Schemas())
        {
            var document = TestSchemas.Parse(File.ReadAllText(path));
            var root = JsonDocument.Parse(EventJsonSchema.Create(document)).RootElement;
            root.GetProperty("title").GetString().ShouldBe($"{document.Stream} {document.Version}");
        }
    }

    private static IEnumerable<string> Names(JsonElement properties) => properties.EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string?> Strings(JsonElement values) => values.EnumerateArray().Select(value => value.GetString());
}
