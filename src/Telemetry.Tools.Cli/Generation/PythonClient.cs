using System.Text;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary>Prints a schema's events as Python 3.11 dataclasses.</summary>
internal sealed class PythonClient(SchemaDocument document)
{
    private const string Runtime = "telemetry_client.py";

    // Keywords, members of the base, and the types that annotations name: a field called 'date' would hide the type of the next one.
    private static readonly HashSet<string> Taken = new(
        ("False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise "
        + "return try while with yield match case type stream layout time_field to_json self int float bool str tuple date datetime timedelta Decimal UUID Any ClassVar Literal Mapping Sequence Field Constant Payload "
        + "_Any _ClassVar _Constant _Decimal _Field _Literal _Mapping _Payload _Sequence _TelemetryEvent _TelemetryObject _UUID").Split(' '),
        StringComparer.Ordinal);

    // Types begin with a capital letter: these alone are Python's own.
    private static readonly HashSet<string> TakenTypes = ["False", "None", "True"];

    private readonly ClientModel _model = new(document);
    private readonly StringBuilder _text = new();

    /// <summary>The files, the static part last.</summary>
    public IReadOnlyList<ClientFile> Files() => [new ClientFile($"{ClientText.Identifier(document.Stream, Taken)}_events.py", Events()), ClientFile.Static(Runtime)];

    private string Events()
    {
        _text.Append($"\"\"\"Events of the stream {document.Stream}, schema version {document.Version}. Generated; changes are lost.\"\"\"\n\n");
        _text.Append("from __future__ import annotations\n\nfrom collections.abc import Mapping as _Mapping, Sequence as _Sequence\nfrom dataclasses import dataclass\nfrom datetime import date, datetime, timedelta\n");
        _text.Append("from decimal import Decimal as _Decimal\nfrom typing import Any as _Any, ClassVar as _ClassVar, Literal as _Literal\nfrom uuid import UUID as _UUID\n\n");

        // Underscores, because a schema's own types may have the names.
        _text.Append("from telemetry_client import Constant as _Constant, Field as _Field, Payload as _Payload, TelemetryEvent as _TelemetryEvent, TelemetryObject as _TelemetryObject\n\n");
        var names = document.Events.Select(item => item.TypeName).Concat(_model.Objects().Select(type => type.TypeName!)).Select(ClassName).Order(StringComparer.Ordinal);
        _text.Append($"__all__ = [{string.Join(", ", names.Select(ClientText.Literal))}]\n\n");
        _text.Append("_ = (_Any, _Constant, _Decimal, _Literal, _Mapping, _Payload, _Sequence, _TelemetryObject, _UUID, date, datetime, timedelta)\n");
        foreach (var type in _model.Objects()) Class(type.TypeName!, "_TelemetryObject", "A part of an event.", type.Fields);
        foreach (var item in document.Events) Event(item);
        return _text.ToString();
    }

    private void Event(EventDefinition item)
    {
        Class(item.TypeName, "_TelemetryEvent", item.Description ?? "An event.", _model.FieldsOf(item));
        _text.Append($"\n    stream: _ClassVar[str] = {ClientText.Literal(document.Stream)}\n    time_field: _ClassVar[str] = {ClientText.Literal(_model.TimeField)}\n");
        _text.Append("    layout: _ClassVar[tuple[_Field | _Constant | _Payload, ...]] = (\n");
        foreach (var part in _model.LineOf(item)) _text.Append("        ").Append(Part(part)).Append(",\n");
        _text.Append("    )\n");
    }

    private void Class(string name, string parent, string description, IEnumerable<FieldDefinition> fields)
    {
        _text.Append($"\n\n@dataclass(frozen=True, slots=True, kw_only=True)\nclass {ClassName(name)}({parent}):\n    \"\"\"{ClientText.Comment(description, "")}\"\"\"\n\n");
        var isEmpty = true;
        foreach (var field in fields.Where(field => field.Privacy != PrivacyClass.Drop))
        {
            isEmpty = false;
            var isOpen = field.Nullable || field.Optional || !field.IsWritten;
            var type = field.Privacy == PrivacyClass.Hash ? "str" : TypeOf(field.Type);
            if (field.Description is not null || field.Unit is not null) _text.Append($"    # {ClientText.Comment(field.Description, "")}{(field.Unit is { } unit ? $" [{unit}]" : "")}\n");
            _text.Append($"    {Attribute(field)}: {type}{(isOpen ? " | None = None" : "")}\n");
        }

        if (isEmpty) _text.Append("    pass\n");
    }

    private static string ClassName(string name) => ClientText.Identifier(name, TakenTypes);

    private static string Attribute(FieldDefinition field) => ClientText.Identifier(ClientModel.RawNameOf(field), Taken);

    private static string TypeOf(FieldType type) => type.Kind switch
    {
        FieldKind.Int32 or FieldKind.Int64 => "int",
        FieldKind.Double => "float",
        FieldKind.Decimal => "_Decimal | int",
        FieldKind.Bool => "bool",
        FieldKind.Timestamp => "datetime",
        FieldKind.Date => "date",
        FieldKind.Duration => "timedelta",
        FieldKind.Uuid => "_UUID | str",
        FieldKind.Enum when type.IsClosed => $"_Literal[{string.Join(", ", type.Values.Select(member => ClientText.Literal(member.Value)))}]",
        FieldKind.Object => ClassName(type.TypeName!),
        FieldKind.List => $"_Sequence[{TypeOf(type.Element!)}]",
        FieldKind.Map => $"_Mapping[str, {TypeOf(type.Element!)}]",
        FieldKind.Json => "_Any",
        _ => "str",
    };

    private static string Part(LinePart part) => part switch
    {
        { Constant: (var name, var value) } => $"_Constant({ClientText.Literal(name)}, {ClientText.Literal(value)})",
        { Payload: (var name, var fields) } => $"_Payload({ClientText.Literal(name)}, {Tuple(fields.Select(Field))})",
        _ => Field(part.Field!),
    };

    private static string Field(FieldDefinition field)
    {
        var isHashed = field.Privacy == PrivacyClass.Hash;
        List<string> arguments = [ClientText.Literal(field.Name), .. isHashed ? ["\"string\""] : KindOf(field.Type)];
        if (Attribute(field) != field.Name) arguments.Add($"attribute={ClientText.Literal(Attribute(field))}");
        if (field.Nullable) arguments.Add("nullable=True");
        if (field.Optional) arguments.Add("optional=True");
        if (field.Type.Kind == FieldKind.Duration && field.Unit is { } unit) arguments.Add($"unit={ClientText.Literal(unit)}");
        if (isHashed) arguments.Add($"hash={ClientText.Literal(field.Hash == HashAlgorithmKind.Sha256 ? "sha256" : "hmac")}");
        return $"_Field({string.Join(", ", arguments)})";
    }

    private static IEnumerable<string> KindOf(FieldType type)
    {
        yield return ClientText.Literal(ClientKinds.NameOf(type.Kind));
        if (type.Kind == FieldKind.Enum) yield return $"values={Tuple(type.Values.Select(member => ClientText.Literal(member.Value)))}";
        if (type.Kind == FieldKind.Enum && type.IsClosed) yield return "closed=True";
        if (type.Element is { } element) yield return $"element=_Field(\"\", {string.Join(", ", KindOf(element))})";
        if (type.Kind == FieldKind.Object) yield return $"fields={Tuple(type.Fields.Where(field => field.IsWritten).Select(Field))}";
    }

    private static string Tuple(IEnumerable<string> items) => $"({string.Concat(items.Select(item => item + ", ")).TrimEnd()})";
}
