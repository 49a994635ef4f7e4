namespace Telemetry.Tools.Schema.Tests;

[TestClass]
public sealed class ProductSchemasTests
{
    public static IEnumerable<object[]> Files => RepositoryFiles.Schemas().Select(path => new object[] { Path.GetFileName(path) });

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void EachIsWithoutFault(string file)
    {
        var result = Parse(file);
        result.Diagnostics.ShouldBeEmpty();
        result.Document.ShouldNotBeNull().Stream.ShouldBe(file.Replace(".telemetry.json", ""));
    }

    private static SchemaParseResult Parse(string file) =>
        SchemaParser.Parse(File.ReadAllText(RepositoryFiles.PathOf("src", "Telemetry.Tools", "Schemas", file)), file);
}
