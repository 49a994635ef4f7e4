using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>Prints the record of one event.</summary>
internal sealed class EventEmitter
{
    private const string Runtime = "global::Telemetry.Tools.";

    private readonly CodeWriter _code;
    private readonly SchemaDocument _document;
    private readonly EventDefinition _event;
    private readonly NameScope _scope;
    private readonly string? _base;
    private readonly Layout _layout;
    private readonly List<FieldCode> _declared;
    private readonly List<FieldCode> _common;
    private readonly List<FieldCode> _own;
    private readonly List<FieldCode> _written;

    public EventEmitter(CodeWriter code, SchemaDocument document, EventDefinition item, NameScope scope, TypeCode types)
    {
        (_code, _document, _event, _scope) = (code, document, item, scope);
        _base = SchemaTypes.BaseOf(document);
        _layout = Layout.Of(document, item);
        var declared = _base is null ? document.Fields.Concat(item.Fields) : item.Fields;
        _declared = [.. declared.Select(field => new FieldCode(field, types))];
        _common = [.. Layout.Written(document.Fields).Select(field => new FieldCode(field, types))];
        _own = [.. Layout.Written(item.Fields).Select(field => new FieldCode(field, types))];
        _written = [.. _common, .. _own];
    }

    private string Name => _event.TypeName;

    private bool HasPayload => _document.Payload is not null;

    /// <summary>Fields beside one another on the outside of the line.</summary>
    private List<FieldCode> Outer => HasPayload ? _common : _written;

    private string Names => $"{_scope.Tables}.{Name}Fields";

    private string PayloadNames => $"{_scope.Tables}.{Name}Payload";

    private string Columns => HasPayload ? $"{_scope.Tables}.{Name}Columns" : Names;

    private string FindKind => $"reader.FindText({CSharpText.Literal(_document.Discriminator ?? "")}, out var kind)";

    private string New => _base is null ? "" : "new ";

    public void Emit()
    {
        Docs.Event(_code, _event);
        if (_event.Deprecated is { } reason) _code.Line($"[global::System.Obsolete({CSharpText.Literal(reason)}, DiagnosticId = \"{GeneratorDiagnostics.Deprecated}\")]");
        var parent = _base is null ? "" : _base + ", ";
        _code.Line(SchemaEmitter.GeneratedCode).Open($"public sealed partial record {Name} : {parent}{Runtime}ITelemetryEvent<{Name}>");
        RecordEmitter.EmitProperties(_code, _declared, "private");
        RecordEmitter.EmitPrintMembers(_code, _declared, _base is null ? "private" : "protected override", _base is not null);
        _code.Line("/// <inheritdoc/>").Line($"public static {New}{Runtime}StreamInfo Stream => {_scope.Shared}.Stream;").Line();
        EmitWriteJson();
        var csv = new CsvEmitter(_code, _written, Columns, _document.Discriminator is null ? null : _event.Name, _common.Count);
        csv.EmitWrite(Name);
        EmitReadJson();
        csv.EmitRead(Name, () => EmitKindCheck(FindKind), EmitEnd);
        EmitTimeOf();
        _code.Close().Line();
    }

    public void EmitTables()
    {
        var outer = Outer.Select(field => field.Field.Name);
        _code.Line(SchemaEmitter.NamesTable(Name + "Fields", HasPayload ? outer.Append(_document.Payload!) : outer));
        if (!HasPayload) return;
        _code.Line(SchemaEmitter.NamesTable(Name + "Payload", _own.Select(field => field.Field.Name)));
        _code.Line(SchemaEmitter.NamesTable(Name + "Columns", [.. outer, .. _own.Select(field => $"{_document.Payload}.{field.Field.Name}")]));
    }

    private void EmitWriteJson()
    {
        _code.Line("/// <inheritdoc/>").Open($"public static void WriteJson({Name} value, ref {Runtime}LineWriter writer)");
        RecordEmitter.EmitWriteBody(_code, _layout, _written);
        _code.Close().Line();
    }

    private void EmitReadJson()
    {
        _code.Line("/// <inheritdoc/>");
        _code.Open($"public static {Runtime}ReadStatus ReadJson(global::System.ReadOnlySpan<byte> line, out {Name}? value, out {Runtime}ReadError error)");
        _code.Line("value = null;").Line("error = default;");
        for (var i = 0; i < _written.Count; i++) _written[i].DeclareLocal(_code, $"f{i}");
        ReaderEmitter.EmitOwnLine(_code, _layout, _written);
        _code.Line($"var reader = new {Runtime}JsonLineReader(line);");
        EmitKindCheck(FindKind);
        EmitAnyOrder();
        _code.Close().Line();
        EmitEnd();
    }

    private void EmitAnyOrder()
    {
        const string OnFail = "return reader.Reject(out error);";
        ReaderEmitter.DeclareSeen(_code, Outer.Count, "seen");
        if (HasPayload) ReaderEmitter.DeclareSeen(_code, _own.Count, "own");
        _code.Line($"if (!reader.Begin()) {OnFail}");
        ReaderEmitter.EmitByName(_code, Outer, 0, Names, "seen", OnFail, HasPayload ? EmitPayload : null);
        var missing = ReaderEmitter.Missing(Outer, "seen", (first, required, seen) => $"reader.HasMissing({Names}, {first}, {required}, {seen})");
        if (HasPayload) missing += ReaderEmitter.Missing(_own, "own", (first, required, seen) => $"reader.HasMissing({PayloadNames}, {first}, {required}, {seen})");
        _code.Line($"if (!reader.End(){missing}) {OnFail}");
    }

    private void EmitPayload()
    {
        const string OnFail = "return reader.Reject(out error);";
        _code.Line("if (reader.Null(out object? _)) continue;");
        _code.Line($"if (!reader.BeginObject()) {OnFail}");
        ReaderEmitter.EmitByName(_code, _own, _common.Count, PayloadNames, "own", OnFail);
        _code.Line($"if (!reader.IsComplete) {OnFail}");
    }

    private void EmitKindCheck(string find)
    {
        if (_document.Discriminator is null) return;
        _code.Line($"if (!{find}) return reader.Reject(out error);");
        _code.Line($"if (kind != {CSharpText.Literal(_event.Name)}) return {Runtime}ReadStatus.OtherEvent;");
    }

    private void EmitEnd()
    {
        ReaderEmitter.EmitNew(_code, Name, _written);
        _code.Line($"return {Runtime}ReadStatus.Event;").Close().Line();
    }

    private void EmitTimeOf()
    {
        var time = _document.Fields.Concat(_event.Fields).FirstOrDefault(field => field.Role == FieldRole.Time && field.Privacy is PrivacyClass.Public or PrivacyClass.Redact);
        _code.Line("/// <inheritdoc/>");
        _code.Line($"public static global::System.DateTimeOffset? TimeOf({Name} value) => {(time is null ? "null" : "value." + time.PropertyName)};");
    }
}
