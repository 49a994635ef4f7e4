using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>What was read from one schema file.</summary>
/// <param name="Path">The file, as the compiler names it.</param>
/// <param name="Schema">What to generate; <see langword="null"/> where nothing can be made of the file.</param>
/// <param name="Name">Where the stream's name stands; conflicts between files are reported there.</param>
/// <param name="Diagnostics">What is wrong in the file.</param>
internal sealed record SchemaFile(string Path, SchemaModel? Schema, FilePosition Name, EquatableArray<SchemaDiagnostic> Diagnostics);

/// <summary>What to generate from one file; equal for files that differ in white space or comments only.</summary>
/// <param name="Path">The file.</param>
/// <param name="Json">The file's content without white space and comments; stands before the document, since comparing it costs least.</param>
/// <param name="Document">The schema.</param>
internal sealed record SchemaModel(string Path, string Json, SchemaDocument Document);

/// <summary>A place in a file; lines and columns from 1.</summary>
internal sealed record FilePosition(int Start, int Length, int Line, int Column, int EndLine, int EndColumn);

/// <summary>What a file takes for itself, to be compared with other files.</summary>
/// <param name="Path">The file.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Types">Full names of its types.</param>
internal sealed record SchemaClaim(string Path, string Stream, EquatableArray<string> Types);

/// <summary>A file that takes what an earlier one has.</summary>
/// <param name="Path">The file, for which nothing is generated.</param>
/// <param name="Id">The diagnostic.</param>
/// <param name="Message">What to say.</param>
internal sealed record SchemaConflict(string Path, string Id, string Message);

/// <summary>What the compilation must offer.</summary>
/// <param name="HasLanguage">Whether its language version is high enough.</param>
/// <param name="HasRuntime">Whether it references the runtime library.</param>
internal sealed record CompilationFacts(bool HasLanguage, bool HasRuntime)
{
    public bool IsFit => HasLanguage && HasRuntime;
}
