namespace Telemetry.Tools.Schema;

/// <summary>Reads a field's unit and compares it with type, role and name.</summary>
internal sealed class UnitParser(ParseContext context)
{
    public string? Parse(ObjectReader reader, string name, FieldKind kind, FieldRole role)
    {
        if (reader.Find("unit") is null) return Default(reader, name, kind, role);
        if (reader.Text("unit") is not { } unit) return null;
        var span = reader.ValueSpan("unit");
        if (!FieldRules.IsUnit(unit))
        {
            context.Diagnostics.Add(SchemaDiagnostics.UnknownUnit, span, unit, Suggestion.Sentence(FieldRules.SuggestUnit(unit)), string.Join(", ", SchemaVocabulary.Units));
            return null;
        }

        if (Misfit(unit, kind, role) is { } reason)
        {
            context.Diagnostics.Add(SchemaDiagnostics.UnitMisfit, span, unit, name, reason);
            return null;
        }

        if (FieldRules.ContradictingSuffix(name, unit) is { } suffix) context.Diagnostics.Add(SchemaDiagnostics.UnitInName, span, name, suffix, unit);
        return unit;
    }

    private string? Default(ObjectReader reader, string name, FieldKind kind, FieldRole role)
    {
        if (kind == FieldKind.Duration) return "s";
        if (!FieldRules.IsNumber(kind) || !FieldRules.NeedsUnit(role)) return null;
        var example = role switch
        {
            FieldRole.Cost => ": \"unit\": \"usd\"",
            FieldRole.Duration => ", for example \"unit\": \"ms\"",
            FieldRole.Measure => ", for example \"unit\": \"count\"",
            _ => ": \"unit\": \"tokens\"",
        };
        context.Diagnostics.Add(SchemaDiagnostics.MissingUnit, reader.Head, name, SchemaVocabulary.Roles.TextOf(role), example);
        return null;
    }

    private static string? Misfit(string unit, FieldKind kind, FieldRole role)
    {
        var isTime = SchemaVocabulary.TimeUnits.Contains(unit);
        if (!FieldRules.IsQuantity(kind)) return $"a {SchemaVocabulary.Types.TextOf(kind)} has no unit";
        if ((kind == FieldKind.Duration || role == FieldRole.Duration) && !isTime) return "a duration has a unit of time: " + string.Join(", ", SchemaVocabulary.TimeUnits);
        if (role == FieldRole.Cost && unit != "usd") return "a cost is in usd";
        return FieldRules.IsTokens(role) && unit != "tokens" ? "its role counts tokens" : null;
    }
}
