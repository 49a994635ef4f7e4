namespace Telemetry.Tools.Schema;

/// <summary>Names and roles that are taken among the fields of one generated type.</summary>
internal sealed class FieldScope
{
    private readonly ParseContext _context;
    private readonly Dictionary<string, string> _properties;
    private readonly Dictionary<FieldRole, string> _roles;

    private FieldScope(ParseContext context, string typeName, ICollection<string> holders, int depth, Dictionary<string, string> properties, Dictionary<FieldRole, string> roles) =>
        (_context, TypeName, Holders, Depth, _properties, _roles) = (context, typeName, holders, depth, properties, roles);

    /// <summary>What names of nested types start with.</summary>
    public string TypeName { get; }

    /// <summary>Types that hold the properties.</summary>
    public ICollection<string> Holders { get; }

    /// <summary>How many types stand around the fields.</summary>
    public int Depth { get; }

    public static FieldScope Common(ParseContext context, string typeName) => new(context, typeName, context.EventTypeNames, 0, [], []);

    /// <summary>An event's own fields: the common ones are taken.</summary>
    public FieldScope ForEvent(string typeName) => new(_context, typeName, _context.EventTypeNames, 0, new(_properties), new(_roles));

    /// <summary>The fields of an object inside an event: names start anew, roles go on.</summary>
    public FieldScope ForObject(string typeName) => new(_context, typeName, [typeName], Depth + 1, [], _roles);

    /// <summary>The fields of an element of a list or map, of which there may be many.</summary>
    public FieldScope ForElement() => new(_context, TypeName, Holders, Depth + 1, _properties, []);

    /// <summary>Takes the field's C# names; <see langword="false"/> (and reported) where one is taken.</summary>
    public bool TryAdd(FieldDefinition field, SourceSpan span)
    {
        if (field.Privacy == PrivacyClass.Drop) return true;
        var digest = field.Privacy == PrivacyClass.Hash ? field.PropertyName + "Hash" : null;
        if (!IsFree(field.PropertyName, field, span) || (digest is not null && !IsFree(digest, field, span))) return false;
        _properties.Add(field.PropertyName, field.Name);
        if (digest is not null) _properties.Add(digest, field.Name);
        return true;
    }

    private bool IsFree(string property, FieldDefinition field, SourceSpan span)
    {
        if (!_properties.TryGetValue(property, out var other)) return true;
        _context.Diagnostics.Add(SchemaDiagnostics.PropertyClash, span, other, field.Name, property);
        return false;
    }

    /// <summary>Takes the role; <see langword="false"/> (and reported) where an event has it once and another field has it.</summary>
    public bool TryTakeRole(FieldRole role, string field, SourceSpan span)
    {
        if (!FieldRules.IsSingle(role)) return true;
        if (_roles.TryGetValue(role, out var other))
        {
            _context.Diagnostics.Add(SchemaDiagnostics.SecondRole, span, field, SchemaVocabulary.Roles.TextOf(role), other);
            return false;
        }

        _roles.Add(role, field);
        return true;
    }
}
