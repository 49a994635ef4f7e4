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

    public static void EmitWriteBody(CodeWriter code, Layout layout, IReadOnlyList<FieldCode> fields)
    {
        for (var i = 0; i < fields.Count; i++) fields[i].Write(code, layout.Steps[i]);
        code.Line($"writer.Literal({CSharpText.Utf8(layout.End)});");
    }
}
