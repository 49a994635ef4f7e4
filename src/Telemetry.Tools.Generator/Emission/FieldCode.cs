using System.Text;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>C# for one field of a record.</summary>
internal sealed class FieldCode(FieldDefinition definition, TypeCode types)
{
    private const string Digest = "global::Telemetry.Tools.Sha256";
    private const string Hashed = "global::Telemetry.Tools.HashedText";

    public FieldDefinition Field => definition;

    public bool IsRequired => definition is { Nullable: false, IsWritten: true };

    private bool IsHashed => definition.Privacy == PrivacyClass.Hash;

    private bool IsKeyed => IsHashed && definition.Hash == HashAlgorithmKind.Hmac;

    private string Name => definition.PropertyName;

    private string Unit => definition.Unit ?? "s";

    private string Question => definition.Nullable ? "?" : "";

    /// <summary>Where a keyed field keeps its value.</summary>
    private string Raw => "_raw" + Name;

    /// <summary>A nullable value that is there.</summary>
    private string Present => "present" + Name;

    /// <summary>The property or properties.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="access">Who may set what is not for users: <c>private</c>, or <c>private protected</c> in a base.</param>
    public void Declare(CodeWriter code, string access)
    {
        if (definition.Privacy == PrivacyClass.Drop) return;
        Docs.Property(code, definition);
        var isRequired = IsRequired;
        if (definition.Deprecated is { } reason && !isRequired) code.Line($"[global::System.Obsolete({CSharpText.Literal(reason)}, DiagnosticId = \"{GeneratorDiagnostics.Deprecated}\")]");
        var required = isRequired ? "required " : "";
        if (!IsHashed)
        {
            var question = isRequired ? "" : "?";
            code.Line($"public {required}{types.NameOf(definition.Type)}{question} {Name} {{ get; init; }}").Line();
            return;
        }

        if (IsKeyed) DeclareKeyed(code, access, required);
        else DeclarePlainHash(code, access, required);
    }

    /// <summary>Whether it can be written into room that was opened for several fields.</summary>
    public bool IsFlat => IsHashed || TypeCode.IsFlat(definition.Type);

    /// <inheritdoc cref="TypeCode.RoomOf"/>
    public (int Known, string? Text, string? Asked) Room(LayoutStep step)
    {
        var names = Encoding.UTF8.GetByteCount(step.Prefix) + Encoding.UTF8.GetByteCount(step.Lead);
        if (IsHashed) return (names + TypeCode.DigestRoom, null, null);
        var (known, text, asked) = types.RoomOf(definition.Type, "value." + Name, definition.Nullable);
        return (names + known, text, asked);
    }

    /// <summary>The same for the field's CSV cell.</summary>
    public (int Known, string? Text, string? Asked) CellRoom()
    {
        if (IsHashed) return (TypeCode.DigestRoom, null, null);
        return types.RoomOf(definition.Type, "value." + Name, definition.Nullable, "CsvField");
    }

    /// <summary>Whether it is text in any case, so that its quotes are written together with the names around it.</summary>
    public bool IsText => definition is { Nullable: false, Optional: false } && !IsHashed && TypeCode.IsText(definition.Type);

    /// <summary>Writes the field into a JSON line, through the writer.</summary>
    public void Write(CodeWriter code, LayoutStep step) =>
        Write(code, step, step.Lead.Length > 0 ? $"writer.Literal({CSharpText.Utf8(step.Lead)});" : "", (value, isNullable) => WriteCall(CSharpText.Utf8(step.Prefix), value, isNullable));

    /// <summary>Writes the field into room that was opened for several.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="step">What stands before it.</param>
    /// <param name="room">The room.</param>
    /// <param name="quote">The quote that the field before it still needs, or nothing.</param>
    public void WriteInto(CodeWriter code, LayoutStep step, string room, string quote)
    {
        var (lead, prefix) = definition.Optional ? (quote + step.Lead, step.Prefix) : ("", quote + step.Prefix);
        if (IsText) code.Line($"{room} = global::Telemetry.Tools.JsonField.Text({room}, {CSharpText.Utf8(prefix + "\"")}, {TypeCode.TextOf(definition.Type, "value." + Name)});");
        else Write(code, step, lead.Length > 0 ? $"{room} = {Literal(room, lead)};" : "", (value, isNullable) => WriteIntoCall(room, CSharpText.Utf8(prefix), value, isNullable));
    }

    public static string Literal(string room, string text) => $"global::Telemetry.Tools.JsonField.Literal({room}, {CSharpText.Utf8(text)})";

    private void Write(CodeWriter code, LayoutStep step, string lead, Func<string, bool, string> call)
    {
        if (!definition.Optional)
        {
            if (step.NeedsComma) code.Line("writer.Comma();");
            code.Line(call(IsHashed && !IsKeyed ? $"value.{Name}Hash" : "value." + Name, definition.Nullable) + ";");
            return;
        }

        if (lead.Length > 0) code.Line(lead);
        code.Open(IsKeyed ? $"if (value.{Raw}.HasValue)" : $"if (value.{(IsHashed ? Name + "Hash" : Name)} is {{ }} {Present})");
        if (step.NeedsComma) code.Line("writer.Comma();");
        code.Line(call(Present, false) + ";").Close();
    }

    /// <summary>Writes the field into a CSV row.</summary>
    public void WriteCell(CodeWriter code, string prefix)
    {
        if (IsKeyed) code.Line($"writer.CsvHashed({prefix}, value.{Raw});");
        else if (IsHashed) code.Line($"writer.CsvDigest({prefix}, value.{Name}Hash);");
        else if (!definition.Nullable) code.Line(types.WriteCell(definition.Type, Unit, prefix, "value." + Name) + ";");
        else
        {
            code.Line($"if (value.{Name} is {{ }} {Present}) {types.WriteCell(definition.Type, Unit, prefix, Present)};");
            code.Line($"else writer.Literal({prefix});");
        }
    }

    /// <summary>Writes the field into room that was opened for the whole CSV row.</summary>
    public void WriteCellInto(CodeWriter code, string room, string prefix)
    {
        if (IsKeyed) code.Line($"{room} = global::Telemetry.Tools.CsvField.Hashed({room}, {prefix}, value.{Raw}, writer.Key);");
        else if (IsHashed) code.Line($"{room} = global::Telemetry.Tools.CsvField.Digest({room}, {prefix}, value.{Name}Hash);");
        else if (!definition.Nullable) code.Line(types.WriteCellInto(definition.Type, Unit, room, prefix, "value." + Name) + ";");
        else
        {
            code.Line($"if (value.{Name} is {{ }} {Present}) {types.WriteCellInto(definition.Type, Unit, room, prefix, Present)};");
            code.Line($"else {room} = global::Telemetry.Tools.JsonField.Literal({room}, {prefix});");
        }
    }

    /// <summary>The local variable that a reader fills.</summary>
    public void DeclareLocal(CodeWriter code, string local) => code.Line($"{LocalType} {local} = {(LocalType.EndsWith("?", StringComparison.Ordinal) ? "null" : "default")};");

    /// <summary>An expression that reads the field's JSON value.</summary>
    public string Read(string local)
    {
        if (IsKeyed) return $"reader.Hashed(out {local})";
        return IsHashed ? $"reader.{(definition.Nullable ? "Nullable" : "")}Digest(out {local})" : types.Read(definition.Type, Unit, "reader", local, definition.Nullable);
    }

    /// <summary>An expression for the place behind the field in a line that stands as we write it.</summary>
    public string Step(string prefix, string local)
    {
        if (!IsHashed) return types.Step(definition.Type, Unit, prefix, local, definition.Nullable);
        return $"global::Telemetry.Tools.JsonStep.{(IsKeyed ? "Hashed" : definition.Nullable ? "NullableDigest" : "Digest")}(line, at, {prefix}, out {local})";
    }

    /// <summary>An expression for the place behind the field's cell in a row that stands as we write it.</summary>
    public string StepCell(string local)
    {
        if (!IsHashed) return types.StepCell(definition.Type, Unit, local, definition.Nullable);
        return $"global::Telemetry.Tools.CsvStep.{(definition.Nullable ? "Nullable" : "")}{(IsKeyed ? "Hashed" : "Digest")}(row, at, out {local})";
    }

    /// <summary>An expression that reads the field's CSV cell into a local of the type without null.</summary>
    public string ReadCell(string cell)
    {
        if (IsKeyed) return $"reader.Hashed(out var {cell})";
        return IsHashed ? $"reader.Digest(out var {cell})" : types.ReadCell(definition.Type, Unit, $"{types.NameOf(definition.Type)} {cell}");
    }

    /// <summary>Puts what was read into the new record.</summary>
    public string Assign(string local)
    {
        if (!IsHashed) return $"{Name} = {local}{(IsRequired && TypeCode.IsReference(definition.Type) ? "!" : "")},";
        var target = IsKeyed ? Raw : Name + "Hash";

        // The property is required of everybody; null leaves the digest alone.
        return definition.Nullable ? $"{target} = {local}," : $"{Name} = null!, {target} = {local},";
    }

    private string LocalType
    {
        get
        {
            if (IsKeyed) return Hashed;
            if (IsHashed) return Digest + Question;
            return types.NameOf(definition.Type) + (definition.Nullable || TypeCode.IsReference(definition.Type) ? "?" : "");
        }
    }

    private string WriteCall(string prefix, string value, bool isNullable)
    {
        if (IsKeyed) return $"writer.Hashed({prefix}, value.{Raw})";
        return IsHashed ? $"writer.Digest({prefix}, {value})" : types.Write(definition.Type, Unit, "writer", prefix, value, isNullable);
    }

    private string WriteIntoCall(string room, string prefix, string value, bool isNullable)
    {
        if (IsKeyed) return $"{room} = global::Telemetry.Tools.JsonField.Hashed({room}, {prefix}, value.{Raw}, writer.Key)";
        return IsHashed ? $"{room} = global::Telemetry.Tools.JsonField.Digest({room}, {prefix}, {value})" : types.WriteInto(definition.Type, Unit, room, prefix, value, isNullable);
    }

    private void DeclarePlainHash(CodeWriter code, string access, string required)
    {
        var init = definition.Nullable
            ? $"init => {Name}Hash = value is null ? null : {Digest}.Of(value);"
            : $"init {{ if (value is not null) {Name}Hash = {Digest}.Of(value); }}";
        code.Line($"public {required}string{Question} {Name} {{ {init} }}").Line();
        Docs.Summary(code, $"SHA-256 of what {Name} was given; the field {definition.Name}.", "");
        code.Line($"public {Digest}{Question} {Name}Hash {{ get; {access} init; }}").Line();
    }

    private void DeclareKeyed(CodeWriter code, string access, string required)
    {
        var keep = $"{Raw} = {Hashed}.OfRaw(value)";
        code.Line($"public {required}string{Question} {Name} {{ init {{ if (value is not null) {keep}; {(definition.Nullable ? $"else {Raw} = default; " : "")}}} }}").Line();
        Docs.Summary(code, $"The keyed digest, where the event was read from a store; the field {definition.Name}.", "");
        code.Line($"public {Digest}? {Name}Hash => {Raw}.Digest;").Line();
        code.Line($"{access} {Hashed} {Raw};").Line();
    }
}
