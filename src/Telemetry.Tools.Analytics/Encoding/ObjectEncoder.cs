using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Writes the fields of an object or event in writing order.</summary>
/// <param name="values">Writes the values.</param>
/// <param name="now">The time of an event that names none; <see langword="null"/> inside objects.</param>
internal sealed class ObjectEncoder(ValueEncoder values, DateTimeOffset? now)
{
    /// <summary>Writes a JSON object.</summary>
    public bool TryWrite(ref LineWriter writer, ReadOnlySpan<byte> prefix, FieldNode[] fields, FieldSource source, out EncodingProblem? problem)
    {
        problem = null;
        writer.Literal(prefix);
        writer.Literal("{"u8);
        var isLater = false;
        foreach (var field in fields)
        {
            var state = Look(field, source, out var input, out problem);
            if (problem is not null) return false;
            if (state == Presence.LeftOut) continue;
            var name = NameOf(field, isLater);
            isLater = true;
            if (state == Presence.Null) writer.Null(name);
            else if (state == Presence.Now) writer.Timestamp(name, now!.Value);
            else if (!TryValue(ref writer, name, field, source, input, out problem)) return false;
        }

        writer.Literal("}"u8);
        return true;
    }

    /// <summary>Writes a CSV row.</summary>
    public bool TryWriteRow(ref LineWriter writer, FieldNode[] fields, FieldSource source, out EncodingProblem? problem)
    {
        problem = null;
        ReadOnlySpan<byte> separator = default;
        foreach (var field in fields)
        {
            var state = Look(field, source, out var input, out problem);
            if (problem is not null) return false;
            if (state is Presence.Null or Presence.LeftOut) writer.Literal(separator);
            else if (state == Presence.Now) writer.CsvTimestamp(separator, now!.Value);
            else if (!TryCell(ref writer, separator, field, source, input, out problem)) return false;
            separator = ","u8;
        }

        return true;
    }

    private static byte[] NameOf(FieldNode field, bool isLater) => isLater ? field.LaterPrefix : field.FirstPrefix;

    private bool TryValue(ref LineWriter writer, ReadOnlySpan<byte> name, FieldNode field, FieldSource source, in FieldInput input, out EncodingProblem? problem)
    {
        if (field.Column < 0) return TryWrite(ref writer, name, field.Children, source.Inside(field)!, out problem);
        problem = values.TryWrite(ref writer, name, field, input) ? null : EncodingProblem.WrongType(field);
        return problem is null;
    }

    private bool TryCell(ref LineWriter writer, ReadOnlySpan<byte> separator, FieldNode field, FieldSource source, in FieldInput input, out EncodingProblem? problem)
    {
        problem = null;
        if (ScalarText.IsText(field.Kind))
        {
            var text = ValueEncoder.TextOf(field, input);
            if (text is null) problem = EncodingProblem.WrongType(field);
            else writer.CsvString(separator, text);
            return problem is null;
        }

        var json = new LineWriter(new byte[256], writer.Key);
        if (!TryValue(ref json, default, field, source, input, out problem)) return false;
        WriteCell(ref writer, separator, field, json.Written);
        return true;
    }

    private static void WriteCell(ref LineWriter writer, ReadOnlySpan<byte> separator, FieldNode field, ReadOnlySpan<byte> json)
    {
        if (field.Kind is FieldKind.List or FieldKind.Map or FieldKind.Object or FieldKind.Json)
        {
            writer.CsvNested(separator, json.ToArray(), static (ref LineWriter nested, byte[] bytes) => nested.Literal(bytes));
            return;
        }

        writer.Literal(separator);
        if (!json.SequenceEqual("null"u8)) writer.Literal(json.Trim((byte)'"'));
    }

    private Presence Look(FieldNode field, FieldSource source, out FieldInput input, out EncodingProblem? problem)
    {
        problem = null;
        input = default;
        var isThere = field.Column < 0 ? source.Inside(field) is not null : source.TryGet(field, out input);
        if (isThere && !IsNull(field, input)) return Presence.Value;
        if (field.Field.Optional) return Presence.LeftOut;
        if (field.AcceptsNull) return Presence.Null;
        if (!isThere && now is not null && field.Field.Role == FieldRole.Time && field.Kind == FieldKind.Timestamp) return Presence.Now;
        problem = isThere ? EncodingProblem.Null(field) : EncodingProblem.Missing(field);
        return Presence.LeftOut;
    }

    // As text, null is a word: it means no value only where there may be none, and text may be that word.
    private static bool IsNull(FieldNode field, in FieldInput input)
    {
        if (field.Column < 0) return false;
        if (input.Text is null) return input.Json.ValueKind == System.Text.Json.JsonValueKind.Null && field.Kind != FieldKind.Json;
        return input.Text == "null" && field.AcceptsNull;
    }

    private enum Presence
    {
        Value,
        Null,
        LeftOut,
        Now,
    }
}
