namespace Telemetry.Tools.Analytics;

/// <summary>Adds the discriminator, which the event's kind decides, to the values that were given.</summary>
internal sealed class EventKind(FieldSource source, string discriminator, string kind) : FieldSource
{
    public override bool TryGet(FieldNode field, out FieldInput value)
    {
        if (field.Path != discriminator) return source.TryGet(field, out value);
        value = new FieldInput(kind, default, false);
        return true;
    }

    public override FieldSource? Inside(FieldNode field) => source.Inside(field);
}
