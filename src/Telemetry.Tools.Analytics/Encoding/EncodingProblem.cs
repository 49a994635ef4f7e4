namespace Telemetry.Tools.Analytics;

/// <summary>Why an event cannot be written.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Reason">In the words of readers: <c>wrong type</c>, <c>missing field</c>.</param>
/// <param name="Field">The field, by path.</param>
/// <param name="Message">A sentence for people.</param>
internal sealed record EncodingProblem(string Id, string Reason, string Field, string Message)
{
    public static EncodingProblem WrongType(FieldNode field)
    {
        var members = field.IsClosedEnum ? $": {string.Join(", ", field.Field.Type.Values.Select(member => member.Value))}" : "";
        var kind = field.Field.Type.Kind;
        return new(
            AnalyticsDiagnostics.WrongType,
            "wrong type",
            field.Path,
            $"Field '{field.Path}' takes {SchemaWords.Of(kind)}{members}{(field.Field.Unit is { } unit ? $" in {unit}" : "")}, for example {SchemaWords.Example(kind)}.");
    }

    public static EncodingProblem Missing(FieldNode field) =>
        new(AnalyticsDiagnostics.MissingField, "missing field", field.Path, $"Field '{field.Path}' is missing; it takes {SchemaWords.Of(field.Field.Type.Kind)}.");

    public static EncodingProblem Null(FieldNode field) =>
        new(AnalyticsDiagnostics.WrongType, "wrong type", field.Path, $"Field '{field.Path}' cannot be null; it takes {SchemaWords.Of(field.Field.Type.Kind)}.");
}
