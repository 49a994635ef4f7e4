using System.Text.Json.Nodes;

namespace Telemetry.Tools.Server;

/// <summary>How buckets and quantiles are stored, whichever encoding they came in.</summary>
internal static class OtlpDistributions
{
    public static JsonObject? Histogram(IEnumerable<double> bounds, List<ulong> counts) =>
        counts.Count == 0 ? null : new JsonObject { ["bounds"] = new JsonArray([.. bounds.Select(OtlpAttributes.NodeOf)]), ["counts"] = Numbers(counts) };

    public static JsonObject Buckets(int offset, List<ulong> counts) => new() { ["offset"] = offset, ["counts"] = Numbers(counts) };

    public static JsonNode Quantile(double quantile, double value) => new JsonObject { ["quantile"] = OtlpAttributes.NodeOf(quantile), ["value"] = OtlpAttributes.NodeOf(value) };

    /// <summary>Digests of attributes as one run of bytes that does not depend on how they were ordered.</summary>
    public static byte[] InOrder(List<byte[]> digests) => [.. digests.OrderBy(Convert.ToHexString, StringComparer.Ordinal).SelectMany(digest => digest)];

    private static JsonArray Numbers(List<ulong> values) => new([.. values.Select(value => (JsonNode)JsonValue.Create(value))]);
}
