namespace Telemetry.Tools.Schema;

/// <summary>One column of a stream's table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsRequired">Whether every row has a value.</param>
/// <param name="Values">Allowed values of a closed enum; empty for any.</param>
/// <param name="Role">What analytics may do with it.</param>
/// <param name="Comment">What it means, with its unit.</param>
internal sealed record SqlColumn(string Name, FieldKind Kind, bool IsRequired, EquatableArray<string> Values, FieldRole Role, string? Comment);
