using System.Globalization;
using System.Text;
using Telemetry.Tools.Schema;
using Telemetry.Tools.TestSupport;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>DuckDB finds in the files what was in the events.</summary>
[TestClass]
public sealed class ParquetReadBackTests
{
    private static readonly string Select = string.Join(", ", EveryType.Columns.Select(column => column.Sql));

    /// <summary>Limits under which even small tables have several groups, pages and dictionaries that end.</summary>
    public static IEnumerable<object[]> Cases =>
    [
        [1, new ParquetLimits()],
        [2, new ParquetLimits(GroupRows: 700, PageRows: 100, DictionaryValues: 12)],
        [3, new ParquetLimits(GroupBytes: 100_000, PageBytes: 3_000, DictionaryBytes: 4_000)],
        [4, new ParquetLimits(GroupRows: 1, PageRows: 1)],
        [5, new ParquetLimits(GroupRows: 97, PageRows: 8)],
    ];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void EachValueOfEachTypeComesBack(int seed, object limits)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        var lines = Enumerable.Range(0, seed == 4 ? 60 : 2_000).Select(_ => EveryType.Next(random)).ToList();
        var file = Write(folder, Schemas.Parse(EveryType.Schema), lines.Select(line => line.Line), (ParquetLimits)limits);
        var rows = DuckDb.Ask($"SELECT {Select} FROM '{file}'")[0];
        rows.GetArrayLength().ShouldBe(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            for (var column = 0; column < EveryType.Columns.Length; column++)
            {
                var (expected, found) = (lines[i].Expected[column], rows[i][column].GetString());
                EveryType.IsSame(EveryType.Columns[column].Name, expected, found).ShouldBeTrue($"row {i}, {EveryType.Columns[column].Name}: '{found}' for '{expected}'");
            }
        }
    }

    [TestMethod]
    public void ColumnsHaveTheirTypes()
    {
        using var folder = new TempFolder();
        var file = Write(folder, Schemas.Parse(EveryType.Schema), []);
        var types = DuckDb.Ask($"DESCRIBE FROM '{file}'")[0].EnumerateArray().ToDictionary(row => row[0].GetString()!, row => row[1].GetString());
        types.Keys.ShouldBe(EveryType.Columns.Select(column => column.Name));
        types.Values.ShouldBe(
        [
            "VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "INTEGER", "BIGINT", "DOUBLE", "DECIMAL(38,9)", "BOOLEAN", "TIMESTAMP WITH TIME ZONE", "DATE", "DOUBLE", "UUID", "VARCHAR", "VARCHAR", "VARCHAR", "INTEGER", "JSON", "JSON", "JSON",
        ]);
    }

    // A reader leaves out row groups by their bounds: wrong ones would lose rows here and not in the table.
    [TestMethod]
    public void NoConditionLosesRowsToBounds()
    {
        using var folder = new TempFolder();
        var random = new Random(11);
        var file = Write(folder, Schemas.Parse(EveryType.Schema), Enumerable.Range(0, 1_500).Select(_ => EveryType.Next(random).Line), new ParquetLimits(GroupRows: 3, PageRows: 3));
        string[] conditions =
        [
            "s > 'zz'", "s < 'a'", "s = ''", "s > '日'", "s >= repeat('z', 5000)", "s > repeat('z', 4999)", "few = repeat('ß', 40)", "few <= repeat('ß', 39)", "few > chr(1114110)", "i > 2147483646", "i < 0", "i = 0", "l <= -9223372036854775807", "l > 9",
            "d > 1e300", "d = 0", "d < 0", "d >= '-0.0'::DOUBLE", "isnan(d)", "d > 'inf'", "d <= '-inf'", "m > 79228162514264337593543950334", "m = 0", "m < -0.05", "b", "NOT b", "t < '1970-01-01'", "t = '1970-01-01'", "t > '2026-01-01'",
            "day < '1970-01-01'", "day = '9999-12-31'", "span >= 86400000", "id > '80000000-0000-0000-0000-000000000000'", "digest = repeat('a', 64)", "\"o.deep.n\" = -7", "s IS NULL", "i IS NOT NULL", "o.in IS NULL".Replace("o.in", "\"o.in\"", StringComparison.Ordinal),
        ];
        string Count(string from, string condition) => $"SELECT count(*)::INTEGER FROM {from} WHERE {condition}";
        var answers = DuckDb.Ask(["CREATE TABLE t AS FROM '" + file + "'", .. conditions.SelectMany(condition => new[] { Count($"'{file}'", condition), Count("t", condition) })])[1..];
        for (var i = 0; i < conditions.Length; i++)
        {
            var (inFile, inTable) = (answers[2 * i][0][0].GetInt32(), answers[(2 * i) + 1][0][0].GetInt32());
            inFile.ShouldBe(inTable, conditions[i]);
        }

        answers.Count(answer => answer[0][0].GetInt32() > 0).ShouldBeGreaterThan(conditions.Length);
    }

    [TestMethod]
    public void SumsOfMoreRowsThanAGroupHoldsAreThoseOfTheReport()
    {
        const int Count = 150_000;
        using var folder = new TempFolder();
        var text = new StringBuilder();
        var (cost, slow) = (0m, 0);
        for (var i = 0; i < Count; i++)
        {
            var (price, isSlow) = ((i % 977) / 1000m, i % 3 == 0);
            (cost, slow) = (cost + price, slow + (isSlow ? 1 : 0));
            text.Append(CultureInfo.InvariantCulture, $"{{\"timestamp\":\"2026-01-01T00:00:{i % 60:00}Z\",\"target\":\"t{i % 50}\",\"domain\":null,\"duration_seconds\":{i}.5,\"exit_code\":0,\"succeeded\":true,\"cost\":{price},\"tokens\":{i},\"kind\":\"{(isSlow ? "slow" : "fast")}\",\"id\":null}}\n");
        }

        var file = folder.File("runs.parquet");
        using (var output = File.Create(file))
        {
            Exporter.Export(StreamSource.FromFiles(Schemas.Parse(Schemas.Runs), folder.Write("runs.jsonl", text.ToString())), new ExportQuery(ExportFormat.Parquet), output).Events.ShouldBe(Count);
        }

        var row = DuckDb.Ask($"SELECT count(*)::VARCHAR, sum(cost)::VARCHAR, sum(tokens)::VARCHAR, (count(*) FILTER (kind = 'slow'))::VARCHAR, count(DISTINCT target)::VARCHAR, max(duration_seconds)::VARCHAR, count(domain)::VARCHAR FROM '{file}'")[0][0];
        row.EnumerateArray().Select(value => value.GetString()).ShouldBe(
            [$"{Count}", cost.ToString("0.000000000", CultureInfo.InvariantCulture), $"{(long)Count * (Count - 1) / 2}", $"{slow}", "50", $"{Count - 1}.5", "0"]);
    }

    [TestMethod]
    public void EventsThatShareAPathShareItsColumn()
    {
        using var folder = new TempFolder();
        const string Schema = """
            { "schema": "two", "version": "1-0-0", "namespace": "T", "discriminator": "kind", "payload": "data", "events": {
              "a": { "fields": { "n": { "type": "int32", "unit": "count" }, "v": { "type": "int32", "unit": "count" }, "w": { "type": "timestamp" } } },
              "b": { "fields": { "n": { "type": "int64", "unit": "count" }, "v": { "type": "list", "items": "string" }, "x": { "type": "bool" } } } } }
            """;
        var lines = folder.Write("two.jsonl", "{\"kind\":\"a\",\"data\":{\"n\":1,\"v\":5,\"w\":\"2026-01-01T00:00:00Z\"}}\n{\"kind\":\"b\",\"data\":{\"n\":5000000000,\"v\":[\"q\"],\"x\":true}}\n");
        var file = folder.File("two.parquet");
        using (var output = File.Create(file)) Exporter.Export(StreamSource.FromFiles(Schemas.Parse(Schema), lines), new ExportQuery(ExportFormat.Parquet), output).Events.ShouldBe(2);
        var answers = DuckDb.Ask($"SELECT kind, \"data.n\"::VARCHAR, \"data.v\", epoch_us(\"data.w\")::VARCHAR, \"data.x\"::VARCHAR FROM '{file}'", $"SELECT column_type FROM (DESCRIBE FROM '{file}')");
        answers[0].GetRawText().ShouldBe("""[["a","1","5","1767225600000000",null],["b","5000000000","[\"q\"]",null,"true"]]""");
        answers[1].EnumerateArray().Select(row => row[0].GetString()).ShouldBe(["VARCHAR", "BIGINT", "VARCHAR", "TIMESTAMP WITH TIME ZONE", "BOOLEAN"]);
    }

    [TestMethod]
    public void RowsOfCsvComeToo()
    {
        using var folder = new TempFolder();
        var rows = folder.Write("usage.csv", "timestamp,model,prompt_tokens,completion_tokens,task_success,task_type,duration_ms,notes\n2026-01-01T00:00:00Z,\"a\"\"b\",1,2,true,plan,3,\n");
        var file = folder.File("usage.parquet");
        using (var output = File.Create(file)) Exporter.Export(StreamSource.FromFiles(Schemas.Product("task-usage"), rows), new ExportQuery(ExportFormat.Parquet), output).Events.ShouldBe(1);
        DuckDb.Ask($"SELECT epoch_us(timestamp)::VARCHAR, model, prompt_tokens::VARCHAR, task_success::VARCHAR, notes FROM '{file}'")[0].GetRawText().ShouldBe("""[["1767225600000000","a\"b","1","true",null]]""");
    }

    private static string Write(TempFolder folder, SchemaDocument schema, IEnumerable<string> lines, ParquetLimits? limits = null)
    {
        var file = folder.File("out.parquet");
        using var output = File.Create(file);
        using var writer = new ParquetRecordWriter(new StreamLayout(schema), output, limits);
        foreach (var line in lines) writer.Write(new Row(0), Encoding.UTF8.GetBytes(line));
        writer.End();
        return file;
    }
}
