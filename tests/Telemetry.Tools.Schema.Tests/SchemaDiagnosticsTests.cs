namespace Telemetry.Tools.Schema.Tests;

[TestClass]
public sealed class SchemaDiagnosticsTests
{
    public static IEnumerable<object[]> Cases => Enumerable.Range(0, BrokenSchemas.All.Count).Select(index => new object[] { index, BrokenSchemas.All[index].ToString() });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void EachMistakeIsNamedWhereItStands(int index, string what)
    {
        var schema = BrokenSchemas.All[index];
        var result = SchemaParser.Parse(schema.Text, "deploy.telemetry.json");
        var all = string.Join("\n", result.Diagnostics);
        result.Diagnostics.Count.ShouldBe(1, $"{what}\n{all}");
        var found = result.Diagnostics[0];
        found.Id.ShouldBe(schema.Id, all);
        (found.Start, found.Length).ShouldBe((schema.Start, schema.Length), $"{all}\n'{schema.Text.Substring(found.Start, found.Length)}'");
        found.Message.ShouldNotMatch(@"\{\d");
    }

    [TestMethod]
    public void EveryNumberOfTheCatalogueIsProducedByACase()
    {
        var produced = BrokenSchemas.All.Select(schema => schema.Id).Distinct().Order();
        SchemaDiagnostics.All.Select(descriptor => descriptor.Id).ShouldBe(produced);
    }

    [TestMethod]
    public void EveryNumberIsExplainedOnThePage()
    {
        var page = File.ReadAllText(RepositoryFiles.PathOf("docs", "diagnostics.md"));
        foreach (var descriptor in SchemaDiagnostics.All)
        {
            page.ShouldContain($"### {descriptor.Id} {descriptor.Title}\n");
            page.ShouldContain(descriptor.Help);
        }

        foreach (var example in BrokenSchemas.All.DistinctBy(schema => schema.Id)) page.ShouldContain(Flat(example.Plain), Case.Sensitive, example.Id);
    }

    [TestMethod]
    public void UnknownTypeListsTheTypesAndTheLikelyOne()
    {
        var schema = BrokenSchemas.All.First(item => item.Id == "TEL0004");
        SchemaParser.Parse(schema.Text, "deploy.telemetry.json").Diagnostics[0].ToString().ShouldBe(
            "TEL0004 deploy.telemetry.json(8,29): unknown type 'strin'. Did you mean 'string'? Types: string, int32, int64, double, decimal, bool, timestamp, date, duration, uuid, sha256, enum, object, list, map, json");
    }

    private static string Flat(string fragment) => string.Join("\n", fragment.Split('\n').Select(line => line.Trim()));
}
