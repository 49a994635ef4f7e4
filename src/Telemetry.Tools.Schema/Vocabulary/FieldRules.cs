namespace Telemetry.Tools.Schema;

/// <summary>Which types, units and roles go together.</summary>
internal static class FieldRules
{
    private static readonly FieldKind[] Numbers = [FieldKind.Int32, FieldKind.Int64, FieldKind.Double, FieldKind.Decimal];

    private static readonly FieldKind[] Quantities = [.. Numbers, FieldKind.Duration];

    private static readonly FieldKind[] Integers = [FieldKind.Int32, FieldKind.Int64];

    private static readonly FieldKind[] Names = [FieldKind.String, FieldKind.Enum];

    private static readonly FieldKind[] Keys = [FieldKind.String, FieldKind.Uuid, FieldKind.Sha256, .. Integers];

    private static readonly FieldKind[] Groups = [.. Names, FieldKind.Bool, .. Integers, FieldKind.Uuid, FieldKind.Sha256, FieldKind.Date];

    private static readonly FieldRole[] Single =
        [FieldRole.Time, FieldRole.Duration, FieldRole.Outcome, FieldRole.Success, FieldRole.Cost, FieldRole.Id];

    /// <summary>What a name's last part says about the unit.</summary>
    private static readonly (string Suffix, string Unit)[] NamedUnits =
    [
        ("ns", "ns"), ("nanoseconds", "ns"), ("us", "us"), ("micros", "us"), ("microseconds", "us"), ("ms", "ms"), ("millis", "ms"), ("milliseconds", "ms"),
        ("s", "s"), ("sec", "s"), ("secs", "s"), ("seconds", "s"), ("minutes", "min"), ("hours", "h"), ("days", "d"), ("bytes", "bytes"), ("kb", "kb"),
        ("mb", "mb"), ("gb", "gb"), ("usd", "usd"), ("percent", "percent"), ("pct", "percent"), ("tokens", "tokens"),
    ];

    public static bool IsNumber(FieldKind kind) => Numbers.Contains(kind);

    public static bool IsQuantity(FieldKind kind) => Quantities.Contains(kind);

    public static bool IsNested(FieldKind kind) => kind is FieldKind.Object or FieldKind.List or FieldKind.Map or FieldKind.Json;

    /// <summary>Whether a report can group by it.</summary>
    public static bool IsGroup(FieldKind kind) => Groups.Contains(kind);

    /// <summary>Whether an event has at most one field of the role; tokens add up, names and keys are only looked at.</summary>
    public static bool IsSingle(FieldRole role) => Single.Contains(role);

    public static bool IsTokens(FieldRole role) =>
        role is FieldRole.TokensInput or FieldRole.TokensOutput or FieldRole.TokensCacheRead or FieldRole.TokensCacheWrite;

    /// <summary>Types that can have the role.</summary>
    public static FieldKind[] KindsOf(FieldRole role) => role switch
    {
        FieldRole.Time => [FieldKind.Timestamp],
        FieldRole.Dimension => Groups,
        FieldRole.Measure or FieldRole.Duration => Quantities,
        FieldRole.Outcome => Integers,
        FieldRole.Success => [FieldKind.Bool],
        FieldRole.Error => Names,
        FieldRole.Cost => [FieldKind.Decimal, FieldKind.Double],
        FieldRole.Model or FieldRole.Provider or FieldRole.User or FieldRole.Machine => Names,
        FieldRole.Session or FieldRole.Parent or FieldRole.Id => Keys,
        _ => IsTokens(role) ? Integers : [],
    };

    /// <summary>Whether a number in this role says nothing without its unit.</summary>
    public static bool NeedsUnit(FieldRole role) => role is FieldRole.Measure or FieldRole.Duration or FieldRole.Cost || IsTokens(role);

    public static bool IsUnit(string unit) =>
        SchemaVocabulary.Units.Contains(unit)
        || (unit.Length is > 2 and <= 34 && unit[0] == '{' && unit[unit.Length - 1] == '}' && NameRules.IsName(unit.Substring(1, unit.Length - 2)));

    /// <summary>The unit that somebody most likely meant, or <see langword="null"/>.</summary>
    public static string? SuggestUnit(string unit)
    {
        foreach (var (suffix, named) in NamedUnits)
        {
            if (string.Equals(suffix, unit, StringComparison.OrdinalIgnoreCase)) return named;
        }

        return Suggestion.Find(unit, SchemaVocabulary.Units);
    }

    /// <summary>The part of the name that says another unit, or <see langword="null"/>.</summary>
    public static string? ContradictingSuffix(string name, string unit)
    {
        var last = name.Substring(name.LastIndexOfAny(['_', '.', '-']) + 1);
        foreach (var (suffix, named) in NamedUnits)
        {
            if (suffix == last && last.Length < name.Length && named != unit) return last;
        }

        return null;
    }
}
