using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>Prints a nested record.</summary>
internal sealed class ObjectEmitter(CodeWriter code, FieldType type, NameScope scope, TypeCode types)
{
    private readonly string _name = type.TypeName!;
    private readonly List<FieldCode> _all = [.. type.Fields.Select(field => new FieldCode(field, types))];
    private readonly List<FieldCode> _written = [.. type.Fields.Where(field => field.IsWritten).Select(field => new FieldCode(field, types))];
    private readonly Layout _layout = Layout.Of(Layout.Written(type.Fields));

    private string Names => $"{scope.Tables}.{_name}Fields";

    public void Emit()
    {
        Docs.Summary(code, $"An object inside an event of {scope.Namespace}.", "");
        code.Line(SchemaEmitter.GeneratedCode).Open($"public sealed partial record {_name} : global::Telemetry.Tools.ITelemetryObject<{_name}>");
        RecordEmitter.EmitProperties(code, _all, "private");
        RecordEmitter.EmitPrintMembers(code, _all, "private", hasBase: false);
        code.Open($"static void global::Telemetry.Tools.ITelemetryObject<{_name}>.WriteJson({_name} value, ref global::Telemetry.Tools.LineWriter writer)");
        RecordEmitter.EmitWriteBody(code, _layout, _written);
        code.Close().Line();
        EmitRead();
        code.Close().Line();
    }

    public void EmitTables() => code.Line(SchemaEmitter.NamesTable(_name + "Fields", _written.Select(field => field.Field.Name)));

    private void EmitRead()
    {
        code.Open($"static bool global::Telemetry.Tools.ITelemetryObject<{_name}>.TryReadJson(ref global::Telemetry.Tools.JsonLineReader reader, out {_name}? value)");
        code.Line("value = null;").Line("var start = reader;");
        for (var i = 0; i < _written.Count; i++) _written[i].DeclareLocal(code, $"f{i}");
        ReaderEmitter.EmitOwnObject(code, _layout, _written);
        code.Line("reader = start;");
        ReaderEmitter.DeclareSeen(code, _written.Count, "seen");
        code.Line("if (!reader.BeginObject()) return false;");
        ReaderEmitter.EmitByName(code, _written, 0, Names, "seen", "return false;");
        var missing = ReaderEmitter.Missing(_written, "seen", (first, required, seen) => $"reader.HasMissing({Names}, {first}, {required}, {seen})");
        code.Line($"if (!reader.IsComplete{missing}) return false;").Close().Line();
        ReaderEmitter.EmitNew(code, _name, _written);
        code.Line("return true;").Close();
    }
}
