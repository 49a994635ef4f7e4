namespace Telemetry.Tools.Analytics;

/// <summary>Reads lines that stand as generated code writes them.</summary>
internal sealed class JsonFastPlan
{
    private readonly int _none = -1;

    public static JsonFastPlan? TryCompile(StreamLayout layout, SlotMap slots) => layout.Columns.Count < 0 && slots.Columns.Length < 0 ? new() : null;

    public int Read(byte[] bytes, int position, int limit, Row row) => bytes.Length + position + limit + row.Event < 0 ? 0 : _none;
}
