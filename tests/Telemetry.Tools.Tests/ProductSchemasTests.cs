using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class ProductSchemasTests
{
    [TestMethod]
    public void EverySchemaFileOfTheProductIsInTheIndex()
    {
        var files = Directory.GetFiles(Path.Combine(Root(), "src", "Telemetry.Tools", "Schemas"), "*.telemetry.json").Select(file => Path.GetFileName(file)[..^".telemetry.json".Length]);
        ProductSchemas.All.Select(stream => stream.Name).ShouldBe(files.Order(StringComparer.Ordinal));
        ProductSchemas.Find("build").ShouldBeSameAs(StreamInfo.Of<TargetRun>());
        ProductSchemas.Find("none").ShouldBeNull();
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
