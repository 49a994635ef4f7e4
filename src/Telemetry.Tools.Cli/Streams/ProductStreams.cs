namespace Telemetry.Tools.Cli;

/// <summary>The streams that ship with the product.</summary>
internal static class ProductStreams
{
    /// <summary>Texts of their schema files.</summary>
    public static IEnumerable<string> Schemas => ProductSchemas.All.Select(stream => stream.SchemaJson);
}
