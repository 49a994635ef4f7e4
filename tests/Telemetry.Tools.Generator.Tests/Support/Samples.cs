using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Generator.Tests;

/// <summary>Schema files to run the generator on.</summary>
internal static class Samples
{
    public const string Deploy = """
        {
          "schema": "deploy",
          "version": "1-0-0",
          "namespace": "Contoso.Telemetry",
          "events": {
            "deployed": {
              "description": "One deployment.",
              "fields": {
                "timestamp": { "type": "timestamp", "role": "time" },
                "service": "string",
                "tags": { "type": "list", "items": "string" },
                "state": { "type": "enum", "values": ["ok", "failed"] }
              }
            }
          }
        }
        """;

    public static SchemaText DeployFile { get; } = new("/repo/deploy.telemetry.json", Deploy);

    public static SchemaText OtherFile { get; } = new("/repo/other.telemetry.json", Deploy.Replace("deploy", "other", StringComparison.Ordinal).Replace("Contoso.Telemetry", "Contoso.Other", StringComparison.Ordinal));

    /// <summary>The product's schema files, in another namespace, since the runtime has those types already.</summary>
    public static IEnumerable<SchemaText> Product() => Files("src/Telemetry.Tools/Schemas");

    /// <summary>The schema files of the runtime's tests, which hold every type in every form.</summary>
    public static IEnumerable<SchemaText> EveryType() => Files("tests/Telemetry.Tools.Tests/Schemas");

    private static IEnumerable<SchemaText> Files(string folder) =>
        Directory.GetFiles(Path.Combine(Root(), folder), "*.telemetry.json").Order(StringComparer.Ordinal)
            .Select(file => new SchemaText(file, File.ReadAllText(file).Replace("\"namespace\": \"Telemetry.Tools", "\"namespace\": \"Contoso.Product", StringComparison.Ordinal)));

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
