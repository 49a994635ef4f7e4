using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>What to print into one generated source; equal where the same text would be printed.</summary>
/// <param name="HintName">The source's name.</param>
/// <param name="Parts">What of the schema it holds.</param>
/// <param name="Json">The schema file's content, where the source holds the stream; else empty.</param>
/// <param name="Document">The schema; for a source that holds only some parts, only what they depend on.</param>
internal sealed record SourceModel(string HintName, SourceParts Parts, string Json, SchemaDocument Document);

/// <summary>Parts of a schema's code.</summary>
[Flags]
internal enum SourceParts
{
    /// <summary>Where and how the stream is kept, with the schema itself.</summary>
    Stream = 1,

    /// <summary>The base of the events, with what belongs to the common fields.</summary>
    Base = 2,

    /// <summary>Events, with what belongs to their own fields.</summary>
    Events = 4,

    /// <summary>Everything, in one source.</summary>
    All = Stream | Base | Events,
}
