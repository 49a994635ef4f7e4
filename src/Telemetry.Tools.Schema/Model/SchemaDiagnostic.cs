namespace Telemetry.Tools.Schema;

/// <summary>Something that is wrong in a schema file, and where. Printed by the compiler, MSBuild, the tool and the server alike.</summary>
/// <param name="Id"><c>TEL0001</c> and on; numbers are never reused.</param>
/// <param name="Severity">Whether the file, or the part of it, can be used.</param>
/// <param name="Message">What is wrong and what would be right, in one or two sentences.</param>
/// <param name="File">The file as it was named to the parser.</param>
/// <param name="Start">Offset of the first character, from 0.</param>
/// <param name="Length">Number of characters.</param>
/// <param name="Line">Line of the first character, from 1.</param>
/// <param name="Column">Column of the first character, from 1, in UTF-16 units.</param>
/// <param name="EndLine">Line behind the last character, from 1.</param>
/// <param name="EndColumn">Column behind the last character, from 1.</param>
public sealed record SchemaDiagnostic(
    string Id, SchemaSeverity Severity, string Message, string File, int Start, int Length, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>The line that people and editors read: <c>TEL0004 deploy.telemetry.json(12,20): unknown type</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Id} {File}({Line},{Column}): {Message}");
}

/// <summary>How bad a <see cref="SchemaDiagnostic"/> is.</summary>
public enum SchemaSeverity
{
    /// <summary>The part it names is left out.</summary>
    Error,

    /// <summary>All is used as it stands.</summary>
    Warning,
}
