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
        if (definition.Deprecated is { } reason && !isRequired) code.Line($"[global::System.Obsolete({CSharpText.Literal(reason)}, DiagnosticId = \"TEL0105\")]");
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

    /// <summary>Writes the field into a JSON line.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="step">What stands before it.</param>
    /// <param name="room">Room that was opened for it, or <see langword="null"/>: through the writer.</param>
    public void Write(CodeWriter code, LayoutStep step, string? room)
    {
        if (!definition.Optional)
        {
            if (step.NeedsComma) code.Line("writer.Comma();");
            code.Line(WriteCall(room, step, IsHashed && !IsKeyed ? $"value.{Name}Hash" : "value." + Name, definition.Nullable) + ";");
            return;
        }

        var lead = CSharpText.Utf8(step.Lead);
        if (step.Lead.Length > 0) code.Line(room is null ? $"writer.Literal({lead});" : $"{room} = global::Telemetry.Tools.JsonField.Literal({room}, {lead});");
        code.Open(IsKeyed ? $"if (value.{Raw}.HasValue)" : $"if (value.{(IsHashed ? Name + "Hash" : Name)} is {{ }} {Present})");
        if (step.NeedsComma) code.Line("writer.Comma();");
        code.Line(WriteCall(room, step, Present, isNullable: false) + ";").Close();
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

    private string WriteCall(string? room, LayoutStep step, string value, bool isNullable)
    {
        var prefix = CSharpText.Utf8(step.Prefix);
        if (!IsHashed) return room is null ? types.Write(definition.Type, Unit, "writer", prefix, value, isNullable) : types.WriteInto(definition.Type, Unit, room, prefix, value, isNullable);
        var (method, argument, key) = IsKeyed ? ("Hashed", "value." + Raw, ", writer.Key") : ("Digest", value, "");
        return room is null ? $"writer.{method}({prefix}, {argument})" : $"{room} = global::Telemetry.Tools.JsonField.{method}({room}, {prefix}, {argument}{key})";
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
