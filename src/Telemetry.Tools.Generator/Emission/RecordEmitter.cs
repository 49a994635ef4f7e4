using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>Prints what records of all kinds have: properties, JSON writer, text form.</summary>
internal static class RecordEmitter
{
    public static void EmitProperties(CodeWriter code, IReadOnlyList<FieldCode> fields, string access)
    {
        foreach (var field in fields) field.Declare(code, access);
    }

    /// <summary>A record prints its properties; those that must not leave memory are taken out of that.</summary>
    public static void EmitPrintMembers(CodeWriter code, IReadOnlyList<FieldCode> fields, string modifiers, bool hasBase)
    {
        if (!fields.Any(field => field.Field.Privacy == PrivacyClass.Redact)) return;
        code.Line("/// <summary>Prints the properties, without those that must not leave memory.</summary>");
        code.Open($"{modifiers} bool PrintMembers(global::System.Text.StringBuilder builder)");
        code.Line(hasBase ? "var isFirst = !base.PrintMembers(builder);" : "var isFirst = true;");
        foreach (var field in fields)
        {
            if (!field.Field.IsWritten) continue;
            var name = field.Field.Privacy == PrivacyClass.Hash ? field.Field.PropertyName + "Hash" : field.Field.PropertyName;
            code.Line($"builder.Append(isFirst ? \"\" : \", \").Append(\"{name} = \").Append((object?){name});").Line("isFirst = false;");
        }

        code.Line("return !isFirst;").Close().Line();
    }

    /// <summary>Writes the object: fields of known length in runs that share one look at the buffer, the others one by one.</summary>
    public static void EmitWriteBody(CodeWriter code, Layout layout, IReadOnlyList<FieldCode> fields)
    {
        for (var i = 0; i < fields.Count;)
        {
            var length = RunLength(layout, fields, i);
            if (length == 0)
            {
                fields[i].Write(code, layout.Steps[i]);
                i++;
                continue;
            }

            var (first, room) = (i, $"room{i}");
            i += length;
            var isLast = i == fields.Count;
            EmitOpen(code, room, Enumerable.Range(first, length).Select(k => fields[k].Room(layout.Steps[k])), isLast ? layout.End.Length : 0);
            var quote = "";
            for (var field = first; field < i; field++)
            {
                fields[field].WriteInto(code, layout.Steps[field], room, quote);
                quote = fields[field].IsText ? "\"" : "";
            }

            var rest = quote + (isLast ? layout.End : "");
            if (rest.Length > 0) code.Line($"{room} = {FieldCode.Literal(room, rest)};");
            code.Line($"writer.Close({room});");
            if (isLast) return;
        }

        code.Line($"writer.Literal({CSharpText.Utf8(layout.End)});");
    }

    private static int RunLength(Layout layout, IReadOnlyList<FieldCode> fields, int first)
    {
        var length = 0;
        while (first + length < fields.Count && fields[first + length].IsFlat && !layout.Steps[first + length].NeedsComma) length++;
        return length;
    }

    // Together short texts get room for whatever is in them; long ones are looked at, so that a buffer does not grow six times too large.
    private static void EmitOpen(CodeWriter code, string room, IEnumerable<(int Known, string? Text, string? Asked)> rooms, int more)
    {
        const string Field = "global::Telemetry.Tools.JsonField.";
        var all = rooms.ToList();
        var texts = all.Where(one => one.Text is not null).Select(one => one.Text).ToList();
        var sum = string.Join(" + ", all.Select(one => one.Asked).Where(asked => asked is not null).Prepend(CSharpText.Number(more + all.Sum(one => one.Known))));
        if (texts.Count > 0)
        {
            code.Line($"var {room}Units = {string.Join(" + ", texts.Select(text => $"{Field}Units({text})"))};");
            code.Line($"if ({room}Units > {Field}Piece) {room}Units = {string.Join(" + ", texts.Select(text => $"{Field}ExactUnits({text})"))};");
            sum += $" + ({Field}UnitRoom * {room}Units)";
        }

        code.Line($"var {room} = writer.Open({sum});");
    }
}
