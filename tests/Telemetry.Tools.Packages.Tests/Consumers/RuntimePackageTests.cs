namespace Telemetry.Tools.Packages.Tests;

/// <summary>A program that adds the package <c>Telemetry.Tools</c> and a schema file.</summary>
[TestClass]
public sealed class RuntimePackageTests
{
    private const string Schema = """
        {
          "schema": "orders",
          "version": "1-0-0",
          "namespace": "Shop.Telemetry",
          "description": "What customers ordered.",
          "fields": { "timestamp": { "type": "timestamp", "role": "time" } },
          "events": {
            "order_placed": {
              "fields": {
                "product": { "type": "string", "role": "dimension" },
                "pieces": { "type": "int32", "unit": "count", "role": "measure" },
                "price": { "type": "decimal", "unit": "usd", "role": "cost", "nullable": true },
                "customer": { "type": "string", "privacy": "hash" },
                "channel": { "type": "enum", "values": ["web", "store"] },
                "took": { "type": "duration", "unit": "ms", "role": "duration" },
                "tags": { "type": "list", "items": "string" }
              }
            }
          }
        }
        """;

    private const string Program = """
        using System;
        using Shop.Telemetry;
        using Telemetry.Tools;

        public static class Program
        {
            public static int Main()
            {
                using (var store = EventStore.Open())
                {
                    store.Append(new OrderPlaced
                    {
                        Timestamp = DateTimeOffset.UtcNow, Product = "chair \"Ö\"", Pieces = 2, Price = 19.90m, Customer = "alice@example.com",
                        Channel = OrderPlacedChannel.Web, Took = TimeSpan.FromMilliseconds(1.5), Tags = new[] { "a", "b" },
                    });
                    foreach (var order in store.Read<OrderPlaced>()) Console.WriteLine(order.Product + "|" + order.Pieces + "|" + order.Tags.Count);
                    return store.IsEnabled ? 0 : 10;
                }
            }
        }
        """;

    [TestMethod]
    public void AStrictOldStyleProjectCompilesRecordsAndReadsBack()
    {
        using var world = new PackageWorld();
        WriteProject(world, "<Nullable>disable</Nullable><ImplicitUsings>disable</ImplicitUsings><LangVersion>12</LangVersion><TreatWarningsAsErrors>true</TreatWarningsAsErrors><AnalysisMode>All</AnalysisMode><NoWarn>CA1303;CA1515;CA1062;CA1050;CA1724;CA1861</NoWarn><GenerateDocumentationFile>false</GenerateDocumentationFile>");
        world.Dotnet("build", "-v", "quiet").ShouldSucceed();

        var withoutConsent = world.Dotnet("run", "--no-build");
        withoutConsent.ExitCode.ShouldBe(10, withoutConsent.ToString());
        Directory.Exists(Path.Combine(world.Store, "orders")).ShouldBeFalse("nothing is written without consent");

        world.GiveConsent();
        var run = world.Dotnet("run", "--no-build").ShouldSucceed();
        run.Output.Trim().ShouldBe("chair \"Ö\"|2|2");
        var line = world.Lines("orders").ShouldHaveSingleItem();
        line.ShouldNotContain("alice");
        line.ShouldContain("\"price\":19.90");
    }

    [TestMethod]
    public void ABrokenSchemaFailsTheBuildAtItsLineAndColumn()
    {
        using var world = new PackageWorld();
        WriteProject(world, "");
        world.Write("orders.telemetry.json", Schema.Replace("\"type\": \"int32\"", "\"type\": \"int23\""));

        var build = world.Dotnet("build");

        build.ExitCode.ShouldBe(1);
        var lines = Schema.Split('\n');
        var line = Array.FindIndex(lines, text => text.Contains("\"type\": \"int32\"")) + 1;
        var column = lines[line - 1].IndexOf("\"int32\"", StringComparison.Ordinal) + 1;
        build.Output.ShouldMatch($@"orders\.telemetry\.json\({line},{column}\): error TEL\d{{4}}: .*int23.*int32");
    }

    private static void WriteProject(PackageWorld world, string properties)
    {
        world.Write("Shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup>
              <ItemGroup><PackageReference Include="Telemetry.Tools" Version="0.1.0" /></ItemGroup>
            </Project>
            """);
        world.Write("orders.telemetry.json", Schema);
        world.Write("Program.cs", Program);
    }
}
