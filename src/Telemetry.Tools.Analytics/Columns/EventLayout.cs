namespace Telemetry.Tools.Analytics;

/// <summary>The fields of one kind of event, in writing order.</summary>
internal sealed class EventLayout(string name, FieldNode[] fields)
{
    public string Name { get; } = name;

    public FieldNode[] Fields { get; } = fields;

    public FieldNames Names { get; } = new([.. fields.Select(field => field.Field.Name)]);

    /// <summary>Which <see cref="Fields"/> must be there: a bit each, 64 a word.</summary>
    public ulong[] Required { get; } = [.. FieldNode.RequiredBits(fields)];
}
