using System.Text;

namespace Telemetry.Tools.Schema;

/// <summary>
/// C# names made from names in a schema file. The rule: parts between <c>_ - . @ $</c> are put together with capital first letters
/// (<c>exit_code</c> and <c>exitCode</c> become <c>ExitCode</c>; a name in capitals only is lowered first); two digits that would meet keep
/// an underscore between them; a name that starts with a digit gets one in front; a name that the record has already
/// (see <see cref="ReservedMembers"/>), or that is its own type's, gets <c>Value</c> behind it.
/// </summary>
public static class CSharpNames
{
    /// <summary>Members that every generated record has; a field of that name becomes <c>…Value</c>.</summary>
    public static IReadOnlyList<string> ReservedMembers { get; } =
    [
        "Equals", "GetHashCode", "ToString", "EqualityContract", "PrintMembers", "Deconstruct", "Clone", "GetType", "MemberwiseClone", "Finalize",
        "ReferenceEquals", "Stream", "WriteJson", "WriteCsv", "ReadJson", "ReadCsv", "TimeOf",
    ];

    /// <summary>Members that a generated enum type may have; a value of that name becomes <c>…Value</c>.</summary>
    public static IReadOnlyList<string> ReservedEnumMembers { get; } =
    [
        "Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone", "Finalize", "ReferenceEquals", "CompareTo", "Text", "Value", "Values",
        "IsKnown", "Parse", "TryParse", "From",
    ];

    private static readonly HashSet<string> Reserved = new(ReservedMembers, StringComparer.Ordinal);

    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern "
        + "false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override "
        + "params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof "
        + "uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Whether C# keeps the word for itself.</summary>
    public static bool IsKeyword(string word) => Keywords.Contains(word);

    /// <summary>The name in Pascal case; empty where the text has no letter or digit.</summary>
    public static string Pascal(string name)
    {
        var isUpper = IsWithoutLower(name);
        var result = new StringBuilder(name.Length + 2);
        var startsPart = true;
        foreach (var c in name)
        {
            if (!IsAsciiLetter(c) && !IsAsciiDigit(c))
            {
                startsPart = true;
                continue;
            }

            if (startsPart && IsAsciiDigit(c) && result.Length > 0 && IsAsciiDigit(result[result.Length - 1])) result.Append('_');
            result.Append(startsPart ? char.ToUpperInvariant(c) : isUpper ? char.ToLowerInvariant(c) : c);
            startsPart = false;
        }

        if (result.Length > 0 && IsAsciiDigit(result[0])) result.Insert(0, '_');
        return result.ToString();
    }

    /// <summary>The property for a field.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="isHashed">Whether only a digest is written; <c>input_hash</c> then takes its raw value as <c>Input</c>.</param>
    /// <param name="typeNames">Names of the types that hold the property, which it cannot have.</param>
    public static string Property(string name, bool isHashed, IEnumerable<string> typeNames)
    {
        const string HashSuffix = "_hash";
        var isStripped = isHashed && name.Length > HashSuffix.Length && name.EndsWith(HashSuffix, StringComparison.Ordinal);
        var property = Pascal(isStripped ? name.Substring(0, name.Length - HashSuffix.Length) : name);
        return Reserved.Contains(property) || typeNames.Contains(property) ? property + "Value" : property;
    }

    /// <summary>The member for a value of an enum. Signs alone are named by their code (<c>U002B</c>).</summary>
    /// <param name="value">The value's text.</param>
    /// <param name="typeName">Name of the enum, which a member cannot have.</param>
    public static string EnumValue(string value, string typeName)
    {
        var name = Pascal(value);
        if (name.Length == 0) name = string.Concat(value.Select(c => FormattableString.Invariant($"U{(int)c:X4}")));
        if (name.Length == 0) name = "Empty";
        return ReservedEnumMembers.Contains(name) || name == typeName ? name + "Value" : name;
    }

    /// <summary>Whether the text can be a type's name: a capital letter, then letters, digits and underscores.</summary>
    public static bool IsTypeName(string name) =>
        name.Length is > 0 and <= 128 && name[0] is >= 'A' and <= 'Z' && name.All(c => IsAsciiLetter(c) || IsAsciiDigit(c) || c == '_');

    /// <summary>Whether the text is identifiers with dots between them; keywords are not looked for.</summary>
    public static bool IsNamespace(string name) => name.Length <= 256 && name.Split('.').All(IsIdentifier);

    private static bool IsWithoutLower(string name)
    {
        foreach (var c in name)
        {
            if (char.IsLower(c)) return false;
        }

        return true;
    }

    private static bool IsIdentifier(string part) =>
        part.Length > 0 && (IsAsciiLetter(part[0]) || part[0] == '_') && part.All(c => IsAsciiLetter(c) || IsAsciiDigit(c) || c == '_');

    private static bool IsAsciiLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsAsciiDigit(char c) => c is >= '0' and <= '9';
}
