using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>The fields of one kind of event, in writing order.</summary>
internal sealed class EventLayout(string name, FieldNode[] fields)
{
    public string Name { get; } = name;

    public byte[] NameBytes { get; } = Encoding.UTF8.GetBytes(name);

    public FieldNode[] Fields { get; } = fields;
}
