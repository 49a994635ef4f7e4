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
        var end = CSharpText.Utf8(layout.End);
        for (var i = 0; i < fields.Count;)
        {
            var length = RunLength(layout, fields, i);
            if (length == 0)
            {
                fields[i].Write(code, layout.Steps[i], room: null);
                i++;
                continue;
            }

            var (first, room) = (i, $"room{i}");
            i += length;
            var isLast = i == fields.Count;
            code.Line($"var {room} = writer.Open({Room(layout, fields, first, i, isLast ? layout.End.Length : 0)});");
            for (var field = first; field < i; field++) fields[field].Write(code, layout.Steps[field], room);
            if (isLast) code.Line($"{room} = global::Telemetry.Tools.JsonField.Literal({room}, {end});");
            code.Line($"writer.Close({room});");
            if (isLast) return;
        }

        code.Line($"writer.Literal({end});");
    }

    private static int RunLength(Layout layout, IReadOnlyList<FieldCode> fields, int first)
    {
        var length = 0;
        while (first + length < fields.Count && fields[first + length].IsFlat && !layout.Steps[first + length].NeedsComma) length++;
        return length;
    }

    private static string Room(Layout layout, IReadOnlyList<FieldCode> fields, int first, int end, int more) =>
        Room(Enumerable.Range(first, end - first).Select(i => fields[i].Room(layout.Steps[i])), more, "JsonField");

    /// <summary>An expression for the room that several values need.</summary>
    public static string Room(IEnumerable<(int Known, string? Text, string? Asked)> rooms, int more, string writer)
    {
        var asked = new List<string>();
        var texts = new List<string>();
        foreach (var room in rooms)
        {
            more += room.Known;
            if (room.Text is { } text) texts.Add($"global::Telemetry.Tools.{writer}.Units({text})");
            if (room.Asked is { } expression) asked.Add(expression);
        }

        if (texts.Count > 0) asked.Add($"(global::Telemetry.Tools.{writer}.UnitRoom * ({string.Join(" + ", texts)}))");
        return string.Join(" + ", asked.Prepend(CSharpText.Number(more)));
    }
}
