using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>Prints the base record of a stream that may have several events: it reads whichever event a line holds.</summary>
internal sealed class BaseEmitter(CodeWriter code, SchemaDocument document, NameScope scope, TypeCode types)
{
    private const string Runtime = "global::Telemetry.Tools.";

    private readonly string _name = SchemaTypes.BaseOf(document)!;

    public void Emit()
    {
        var fields = document.Fields.Select(field => new FieldCode(field, types)).ToList();
        Docs.Summary(code, document.Description, $"Any event of the stream {document.Stream}.");
        code.Line(SchemaEmitter.GeneratedCode).Open($"public abstract partial record {_name} : {Runtime}ITelemetryEvent<{_name}>");
        code.Line($"private protected {_name}()").Open().Close().Line();
        RecordEmitter.EmitProperties(code, fields, "private protected");
        RecordEmitter.EmitPrintMembers(code, fields, "protected virtual", hasBase: false);
        code.Line("/// <inheritdoc/>").Line($"public static {Runtime}StreamInfo Stream => {scope.Shared}.Stream;").Line();
        EmitWrite("WriteJson");
        EmitWrite("WriteCsv");
        EmitRead("ReadJson", "line", "", "new global::Telemetry.Tools.JsonLineReader(line)");
        EmitRead("ReadCsv", "row", "header", $"new global::Telemetry.Tools.RowReader(row, header, {scope.Tables}.None)");
        EmitTimeOf();
        code.Close().Line();
    }

    private void EmitWrite(string method)
    {
        code.Line("/// <inheritdoc/>").Open($"public static void {method}({_name} value, ref {Runtime}LineWriter writer)").Open("switch (value)");
        foreach (var item in document.Events) code.Line($"case {scope.TypeOf(item.TypeName)} found: {scope.TypeOf(item.TypeName)}.{method}(found, ref writer); break;");
        code.Close().Close().Line();
    }

    private void EmitRead(string method, string input, string header, string reader)
    {
        var (parameter, argument) = header.Length == 0 ? ("", "") : ($"{Runtime}CsvHeader {header}, ", $"{header}, ");
        code.Line("/// <inheritdoc/>");
        code.Open($"public static {Runtime}ReadStatus {method}(global::System.ReadOnlySpan<byte> {input}, {parameter}out {_name}? value, out {Runtime}ReadError error)");
        code.Line("value = null;").Line("error = default;").Line($"var reader = {reader};");
        code.Line($"if (!reader.FindText({CSharpText.Literal(document.Discriminator!)}, out var kind)) return reader.Reject(out error);");
        code.Open("switch (kind)");
        foreach (var item in document.Events)
        {
            code.Open($"case {CSharpText.Literal(item.Name)}:");
            code.Line($"var status = {scope.TypeOf(item.TypeName)}.{method}({input}, {argument}out var found, out error);").Line("value = found;").Line("return status;").Close();
        }

        code.Line("default:").Indent().Line($"return {Runtime}ReadStatus.OtherEvent;").Outdent();
        code.Close().Close().Line();
    }

    private void EmitTimeOf()
    {
        var time = document.Fields.FirstOrDefault(field => field.Role == FieldRole.Time && field.Privacy is PrivacyClass.Public or PrivacyClass.Redact);
        code.Line("/// <inheritdoc/>");
        if (time is not null)
        {
            code.Line($"public static global::System.DateTimeOffset? TimeOf({_name} value) => value.{time.PropertyName};");
            return;
        }

        code.Line($"public static global::System.DateTimeOffset? TimeOf({_name} value) => value switch").Open();
        foreach (var item in document.Events) code.Line($"{scope.TypeOf(item.TypeName)} found => {scope.TypeOf(item.TypeName)}.TimeOf(found),");
        code.Line("_ => null,").Close("};");
    }
}
