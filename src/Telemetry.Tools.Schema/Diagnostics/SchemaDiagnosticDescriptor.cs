namespace Telemetry.Tools.Schema;

/// <summary>One kind of mistake in a schema file, as <c>docs/diagnostics.md</c> lists it.</summary>
/// <param name="Id"><c>TEL0001</c> and on; a number is never reused.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="MessageFormat">The message, with <c>{0}</c> … for what differs from case to case.</param>
/// <param name="Severity">Whether the part it names is left out.</param>
/// <param name="Help">What to do about it.</param>
public sealed record SchemaDiagnosticDescriptor(string Id, string Title, string MessageFormat, SchemaSeverity Severity, string Help);
