namespace Telemetry.Tools.Analytics;

/// <summary>Reads lines that stand as generated code writes them.</summary>
internal sealed class JsonFastPlan
{
    public static JsonFastPlan? TryCompile(StreamLayout layout, SlotMap slots) => null;

    public int Read(byte[] bytes, int position, int limit, Row row) => -1;
}
