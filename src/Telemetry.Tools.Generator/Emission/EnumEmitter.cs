using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>Prints enums: a closed one as C# enum, an open one as a value that keeps unknown text.</summary>
internal static class EnumEmitter
{
    public static void Emit(CodeWriter code, FieldType type, NameScope scope)
    {
        if (type.IsClosed) EmitClosed(code, type);
        else EmitOpen(code, type, scope);
    }

    /// <summary>The enum's texts and its readers, in the file's tables.</summary>
    public static void EmitTables(CodeWriter code, FieldType type, NameScope scope)
    {
        var name = scope.TypeOf(type.TypeName!);
        var texts = string.Join(", ", type.Values.Select(member => CSharpText.Literal(member.Value)));
        code.Line($"internal static readonly global::Telemetry.Tools.EnumNames {type.TypeName} = new(new string[] {{ {texts} }});").Line();
        foreach (var reader in new[] { "JsonLineReader", "RowReader" })
        {
            var (call, convert) = type.IsClosed ? ("Enum", $"({name})found") : ("OpenEnum", $"{name}.From(found)");
            code.Open($"internal static bool Read(ref global::Telemetry.Tools.{reader} reader, out {name} value)");
            code.Line($"var isRead = reader.{call}({type.TypeName}, out var found);").Line($"value = {convert};").Line("return isRead;").Close().Line();
        }

        EmitStep(code, type, name);
        code.Open($"internal static bool Read(ref global::Telemetry.Tools.JsonLineReader reader, out {name}? value)");
        code.Line("if (reader.Null(out value)) return true;").Line($"var isRead = Read(ref reader, out {name} found);").Line("value = found;").Line("return isRead;").Close().Line();
    }

    private static void EmitStep(CodeWriter code, FieldType type, string name)
    {
        var (call, convert) = type.IsClosed ? ("Enum", $"({name})found") : ("OpenEnum", $"{name}.From(found)");
        code.Open($"internal static int Step(global::System.ReadOnlySpan<byte> line, int at, global::System.ReadOnlySpan<byte> prefix, out {name} value)");
        code.Line($"at = global::Telemetry.Tools.JsonStep.{call}(line, at, prefix, {type.TypeName}, out var found);").Line($"value = {convert};").Line("return at;").Close().Line();
        code.Open($"internal static int Step(global::System.ReadOnlySpan<byte> row, int at, out {name} value)");
        code.Line($"at = global::Telemetry.Tools.CsvStep.{call}(row, at, {type.TypeName}, out var found);").Line($"value = {convert};").Line("return at;").Close().Line();
    }

    private static void EmitClosed(CodeWriter code, FieldType type)
    {
        Docs.Summary(code, "A value of a closed list; a line with another value is rejected.", "");
        code.Line(SchemaEmitter.GeneratedCode).Open($"public enum {type.TypeName}");
        foreach (var member in type.Values)
        {
            Docs.Summary(code, member.Description, $"The text {member.Value}.");
            code.Line(member.MemberName + ",").Line();
        }

        code.Close().Line();
    }

    private static void EmitOpen(CodeWriter code, FieldType type, NameScope scope)
    {
        var name = type.TypeName!;
        Docs.Summary(code, "A value of an open list: an unknown one is kept by its text.", "");
        code.Line(SchemaEmitter.GeneratedCode).Open($"public readonly struct {name} : global::System.IEquatable<{name}>");
        code.Line("private readonly string? _text;").Line();
        code.Line($"private {name}(string? text) => _text = text;").Line();
        foreach (var member in type.Values)
        {
            Docs.Summary(code, member.Description, $"The text {member.Value}.");
            code.Line($"public static {name} {member.MemberName} {{ get; }} = new({CSharpText.Literal(member.Value)});").Line();
        }

        code.Line("/// <summary>The text in the written line.</summary>").Line("public string Text => _text ?? \"\";").Line();
        code.Line("/// <summary>Whether the schema lists the value.</summary>").Line($"public bool IsKnown => {scope.Tables}.{name}.IndexOf(Text) >= 0;").Line();
        code.Line("/// <summary>The value of a text, known or not.</summary>").Line($"public static {name} From(string? text) => new(text);").Line();
        EmitEquality(code, name);
        code.Close().Line();
    }

    private static void EmitEquality(CodeWriter code, string name)
    {
        code.Line("/// <inheritdoc/>").Line($"public bool Equals({name} other) => string.Equals(Text, other.Text, global::System.StringComparison.Ordinal);").Line();
        code.Line("/// <inheritdoc/>").Line($"public override bool Equals(object? obj) => obj is {name} other && Equals(other);").Line();
        code.Line("/// <inheritdoc/>").Line("public override int GetHashCode() => global::System.StringComparer.Ordinal.GetHashCode(Text);").Line();
        code.Line("/// <inheritdoc/>").Line("public override string ToString() => Text;").Line();
        code.Line("/// <summary>Whether two values are equal.</summary>").Line($"public static bool operator ==({name} left, {name} right) => left.Equals(right);").Line();
        code.Line("/// <summary>Whether two values differ.</summary>").Line($"public static bool operator !=({name} left, {name} right) => !left.Equals(right);");
    }
}
