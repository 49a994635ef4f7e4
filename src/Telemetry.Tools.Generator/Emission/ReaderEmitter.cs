namespace Telemetry.Tools.Generator;

/// <summary>Prints the parts that all readers of records share.</summary>
internal static class ReaderEmitter
{
    /// <summary>A condition that reads the line as we write it, byte for byte; its block is what to do where that fails.</summary>
    public static void EmitOwnLine(CodeWriter code, Layout layout, IReadOnlyList<FieldCode> fields)
    {
        if (!EmitIsFixed(code, layout)) return;
        var parts = new List<string>();
        for (var i = 0; i < fields.Count; i++)
        {
            var step = layout.Steps[i];
            var prefix = CSharpText.Utf8(step.Prefix);
            if (step.Field.Optional && step.Lead.Length > 0) parts.Add($"(at = {Expect(step.Lead)}) >= 0");
            var read = $"(at = {fields[i].Step(prefix, $"f{i}")}) >= 0";
            parts.Add(step.Field.Optional ? $"(!global::Telemetry.Tools.JsonStep.Has(line, at, {prefix}) || {read})" : read);
        }

        parts.Add($"{Expect(layout.End)} == line.Length");
        code.Line("var at = 0;");
        EmitAll(code, parts);
    }

    /// <summary>The same for an object inside a line, by the line's reader.</summary>
    public static void EmitOwnObject(CodeWriter code, Layout layout, IReadOnlyList<FieldCode> fields)
    {
        if (!EmitIsFixed(code, layout)) return;
        var parts = new List<string>();
        for (var i = 0; i < fields.Count; i++)
        {
            var step = layout.Steps[i];
            if (step.Field.Optional && step.Lead.Length > 0) parts.Add($"reader.Expect({CSharpText.Utf8(step.Lead)})");
            var (prefix, read) = (CSharpText.Utf8(step.Prefix), fields[i].Read($"f{i}"));
            parts.Add(step.Field.Optional ? $"(reader.Missing({prefix}, out f{i}) || {read})" : $"reader.Expect({prefix}) && {read}");
        }

        parts.Add($"reader.Expect({CSharpText.Utf8(layout.End)})");
        EmitAll(code, parts);
    }

    private static bool EmitIsFixed(CodeWriter code, Layout layout)
    {
        if (!layout.IsFixed) code.Open().Line("// Which fields are there decides where commas stand, so nothing can be expected.");
        return layout.IsFixed;
    }

    private static string Expect(string literal) => $"global::Telemetry.Tools.JsonStep.Expect(line, at, {CSharpText.Utf8(literal)})";

    /// <summary>A condition that all hold; its block, which is left open, is what to do where one does not.</summary>
    public static void EmitAll(CodeWriter code, List<string> conditions)
    {
        code.Line("if (!(").Indent();
        for (var i = 0; i < conditions.Count; i++) code.Line((i == 0 ? "" : "&& ") + conditions[i] + (i == conditions.Count - 1 ? "))" : ""));
        code.Outdent().Open();
    }

    /// <summary>A loop that takes fields by name.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="first">Number of the first one's local.</param>
    /// <param name="names">Their table of names.</param>
    /// <param name="seen">Prefix of the bit sets of what was seen.</param>
    /// <param name="onFail">What to return where a value cannot be read.</param>
    /// <param name="payload">What to do with one more field behind the others, or <see langword="null"/>.</param>
    public static void EmitByName(CodeWriter code, IReadOnlyList<FieldCode> fields, int first, string names, string seen, string onFail, Action? payload = null)
    {
        var field = seen + "Field";
        code.Open($"for (int {field}; ({field} = reader.NextField({names})) >= 0;)");
        if (payload is not null)
        {
            code.Open($"if ({field} == {fields.Count})");
            payload();
            code.Line("continue;").Close().Line();
        }

        if (fields.Count > 0)
        {
            code.Line($"var {seen}Read = {field} switch").Open();
            for (var i = 0; i < fields.Count; i++) code.Line($"{(i == fields.Count - 1 ? "_" : CSharpText.Number(i))} => {fields[i].Read($"f{first + i}")},");
            code.Close("};");
            code.Open($"if (!{seen}Read)").Line($"reader.FailAt({names}, {field});").Line(onFail).Close().Line();
            EmitSeen(code, fields.Count, seen, field);
        }

        code.Close().Line();
    }

    public static void DeclareSeen(CodeWriter code, int count, string seen)
    {
        for (var word = 0; word * 64 < count; word++) code.Line($"ulong {seen}{word} = 0;");
    }

    public static void EmitSeen(CodeWriter code, int count, string seen, string field)
    {
        if (count <= 64)
        {
            code.Line($"{seen}0 |= 1UL << {field};");
            return;
        }

        for (var word = 0; word * 64 < count; word++) code.Line($"if ({field} >> 6 == {word}) {seen}{word} |= 1UL << {field};");
    }

    /// <summary>Conditions that hold where a required field was not seen, each with <c> || </c> before it.</summary>
    public static string Missing(IReadOnlyList<FieldCode> fields, string seen, Func<int, string, string, string> call)
    {
        var result = "";
        for (var word = 0; word * 64 < fields.Count; word++)
        {
            ulong required = 0;
            for (var i = word * 64; i < Math.Min(fields.Count, (word + 1) * 64); i++)
            {
                if (fields[i].IsRequired) required |= 1UL << (i - (word * 64));
            }

            if (required != 0) result += " || " + call(word * 64, FormattableString.Invariant($"0x{required:X}UL"), $"{seen}{word}");
        }

        return result;
    }

    public static void EmitNew(CodeWriter code, string type, IReadOnlyList<FieldCode> fields)
    {
        code.Line($"value = new {type}").Open();
        for (var i = 0; i < fields.Count; i++) code.Line(fields[i].Assign($"f{i}"));
        code.Close("};");
    }
}
