namespace Telemetry.Tools.Schema;

/// <summary>What the parts of one parse share.</summary>
internal sealed class ParseContext(DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, string> _typeOwners = new(StringComparer.Ordinal);

    public DiagnosticBag Diagnostics { get; } = diagnostics;

    /// <summary>The file's version; 1-0-0 where it is missing or bad.</summary>
    public SchemaVersion Version { get; set; } = new(1, 0, 0);

    public StorageFormat Format { get; set; }

    /// <summary>The types that hold the common fields and those of the events, whose names no property can have.</summary>
    public HashSet<string> EventTypeNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of fields and events that were left out: what is built on them is left out without another message.</summary>
    public HashSet<string> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a role could not be read, so that a report may lack it for that reason alone.</summary>
    public bool HasBrokenRole { get; set; }

    /// <summary>Takes a name for a generated type; reports where it is taken.</summary>
    /// <param name="typeName">The C# name.</param>
    /// <param name="owner">What the type is for, for messages.</param>
    /// <param name="span">Where to report.</param>
    public bool TryClaimType(string typeName, string owner, SourceSpan span)
    {
        if (_typeOwners.TryGetValue(typeName, out var other))
        {
            Diagnostics.Add(SchemaDiagnostics.TypeClash, span, typeName, other, owner);
            return false;
        }

        _typeOwners.Add(typeName, owner);
        return true;
    }
}
