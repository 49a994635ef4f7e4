namespace Telemetry.Tools.Schema;

/// <summary>Reads fields. What is wrong with a field takes away that property of it; only a bad name or type takes the field itself away.</summary>
internal sealed class FieldParser
{
    private readonly ParseContext _context;
    private readonly FieldTypeParser _types;

    public FieldParser(ParseContext context)
    {
        _context = context;
        _types = new FieldTypeParser(context, this);
    }

    /// <summary>The fields of one object of fields, without the broken ones.</summary>
    public EquatableArray<FieldDefinition> ParseAll(JsonNode node, FieldScope scope, Func<JsonMember, bool>? accepts = null)
    {
        var fields = new List<FieldDefinition>();
        foreach (var member in node.Members)
        {
            var isAccepted = accepts is null || accepts(member);
            if (isAccepted && Parse(member, scope) is { } field && scope.TryAdd(field, member.NameSpan)) fields.Add(field);
            else _context.LeftOut.Add(member.Name);
        }

        return new EquatableArray<FieldDefinition>([.. fields]);
    }

    private FieldDefinition? Parse(JsonMember member, FieldScope scope)
    {
        if (!NameRules.IsName(member.Name))
        {
            _context.Diagnostics.Add(SchemaDiagnostics.BadName, member.NameSpan, member.Name, "a field");
            return null;
        }

        return member.Value.Kind switch
        {
            JsonKind.String => Short(member, scope),
            JsonKind.Object => Full(member, scope),
            _ => Misshapen(member),
        };
    }

    private FieldDefinition? Misshapen(JsonMember member)
    {
        _context.Diagnostics.Add(SchemaDiagnostics.WrongJsonType, member.Value.Head, member.Name, ObjectReader.NameOf(member.Value.Kind), "an object with a type, or a type in double quotes");
        return null;
    }

    private FieldDefinition? Short(JsonMember member, FieldScope scope)
    {
        var type = _types.ParseWord(member.Value, member.Name);
        if (type is null || !FitsFormat(type.Kind, member.Name, member.Value.Span)) return null;
        var property = CSharpNames.Property(member.Name, false, scope.Holders);
        var unit = type.Kind == FieldKind.Duration ? "s" : null;
        return new FieldDefinition(
            member.Name, property, type, false, false, unit, FieldRole.None, PrivacyClass.Public, HashAlgorithmKind.Hmac, null, null, null, null, null, null);
    }

    private FieldDefinition? Full(JsonMember member, FieldScope scope)
    {
        var name = member.Name;
        var reader = new ObjectReader(member.Value, "the field", SchemaGrammar.Field, member.NameSpan, _context, name);
        var type = _types.Parse(reader, name, "", scope);
        if (type is null || !FitsFormat(type.Kind, name, reader.ValueSpan("type"))) return null;
        var (nullable, optional) = Presence(reader, name);
        var role = Role(reader, name, type.Kind, scope);
        var (privacy, hash) = Privacy(reader, name, type.Kind);
        return new FieldDefinition(
            name,
            CSharpNames.Property(name, privacy == PrivacyClass.Hash, scope.Holders),
            type,
            nullable,
            optional,
            new UnitParser(_context).Parse(reader, name, type.Kind, role),
            role,
            privacy,
            hash,
            Otel(reader),
            reader.Sentence("description"),
            reader.Sentence("owner"),
            reader.Sentence("deprecated"),
            LifetimeParser.Since(reader, _context),
            LifetimeParser.Expires(reader, _context));
    }

    private bool FitsFormat(FieldKind kind, string name, SourceSpan span)
    {
        if (_context.Format != StorageFormat.Csv || !FieldRules.IsNested(kind)) return true;
        _context.Diagnostics.Add(SchemaDiagnostics.CsvNested, span, name, SchemaVocabulary.Types.TextOf(kind));
        return false;
    }

    private (bool Nullable, bool Optional) Presence(ObjectReader reader, string name)
    {
        var nullable = reader.Flag("nullable");
        var optional = reader.Flag("optional") ?? false;
        if (optional && nullable == false) _context.Diagnostics.Add(SchemaDiagnostics.OptionalNotNullable, reader.NameSpan("nullable"), name);
        return (optional || (nullable ?? false), optional);
    }

    private FieldRole Role(ObjectReader reader, string name, FieldKind kind, FieldScope scope)
    {
        if (reader.Find("role") is null) return FieldRole.None;
        if (reader.Word("role", SchemaVocabulary.Roles, SchemaDiagnostics.UnknownRole) is not { } role)
        {
            _context.HasBrokenRole = true;
            return FieldRole.None;
        }

        var kinds = FieldRules.KindsOf(role);
        if (kinds.Contains(kind)) return scope.TryTakeRole(role, name, reader.ValueSpan("role")) ? role : FieldRole.None;
        _context.HasBrokenRole = true;
        var expected = string.Join(", ", kinds.Select(SchemaVocabulary.Types.TextOf));
        _context.Diagnostics.Add(
            SchemaDiagnostics.RoleMisfit, reader.ValueSpan("role"), SchemaVocabulary.Roles.TextOf(role), SchemaVocabulary.Types.TextOf(kind), expected);
        return FieldRole.None;
    }

    private (PrivacyClass Privacy, HashAlgorithmKind Hash) Privacy(ObjectReader reader, string name, FieldKind kind)
    {
        // A class that cannot be read must not turn into a public field.
        var fallback = reader.Find("privacy") is null ? PrivacyClass.Public : PrivacyClass.Redact;
        var privacy = reader.Word("privacy", SchemaVocabulary.PrivacyClasses, SchemaDiagnostics.UnknownPrivacy) ?? fallback;
        var hash = reader.Word("hash", SchemaVocabulary.Hashes, SchemaDiagnostics.UnknownChoice);
        if (privacy == PrivacyClass.Hash && kind != FieldKind.String)
        {
            _context.Diagnostics.Add(SchemaDiagnostics.PrivacyMisfit, reader.ValueSpan("privacy"), name, SchemaVocabulary.Types.TextOf(kind));
            return (PrivacyClass.Redact, HashAlgorithmKind.Hmac);
        }

        if (hash is not null && privacy != PrivacyClass.Hash)
        {
            _context.Diagnostics.Add(SchemaDiagnostics.HashWithoutPrivacy, reader.NameSpan("hash"), name, SchemaVocabulary.PrivacyClasses.TextOf(privacy));
            return (privacy, HashAlgorithmKind.Hmac);
        }

        return (privacy, hash ?? HashAlgorithmKind.Hmac);
    }

    private string? Otel(ObjectReader reader)
    {
        if (reader.Text("otel") is not { } name) return null;
        if (NameRules.IsOtelName(name)) return name;
        _context.Diagnostics.Add(SchemaDiagnostics.BadOtelName, reader.ValueSpan("otel"), name);
        return null;
    }
}
