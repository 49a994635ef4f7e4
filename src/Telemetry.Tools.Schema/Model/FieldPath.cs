namespace Telemetry.Tools.Schema;

/// <summary>A field and the way to it.</summary>
/// <param name="Path">As reports and queries name it: inner fields of objects as <c>outer.inner</c>, without the payload's name.</param>
/// <param name="Event">The event that has it, or <see langword="null"/> for a common field.</param>
/// <param name="Field">The field.</param>
/// <param name="JsonPath">Names from the outside of the written line to the value, the payload's included.</param>
public sealed record FieldPath(string Path, EventDefinition? Event, FieldDefinition Field, EquatableArray<string> JsonPath);
