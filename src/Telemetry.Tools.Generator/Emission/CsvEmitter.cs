namespace Telemetry.Tools.Generator;

/// <summary>Prints how an event is written to and read from a CSV row.</summary>
/// <param name="code">Where to.</param>
/// <param name="fields">The event's fields that are written, those that all events share first.</param>
/// <param name="columns">The table of the columns' names.</param>
/// <param name="kind">The event's name, where the stream has several kinds; it stands behind the shared fields.</param>
/// <param name="sharedFields">How many fields all events of the stream share.</param>
internal sealed class CsvEmitter(CodeWriter code, IReadOnlyList<FieldCode> fields, string columns, string? kind, int sharedFields)
{
    private const string Runtime = "global::Telemetry.Tools.";
    private const string Comma = "\",\"u8";

    /// <summary>Whether every cell has a known length or a text's: so it is in all streams that are stored as CSV.</summary>
    private bool IsFlat => kind is null && fields.Count > 0 && fields.All(one => one.IsFlat);

    public void EmitWrite(string type)
    {
        code.Line("/// <inheritdoc/>").Open($"public static void WriteCsv({type} value, ref {Runtime}LineWriter writer)");
        if (IsFlat) EmitFlatWrite();
        else EmitAnyWrite();
        code.Close().Line();
    }

    public void EmitRead(string type, Action emitKindCheck, Action emitEnd)
    {
        code.Line("/// <inheritdoc/>");
        code.Open($"public static {Runtime}ReadStatus ReadCsv(global::System.ReadOnlySpan<byte> row, {Runtime}CsvHeader header, out {type}? value, out {Runtime}ReadError error)");
        code.Line("value = null;").Line("error = default;");
        for (var i = 0; i < fields.Count; i++) fields[i].DeclareLocal(code, $"f{i}");
        if (IsFlat) EmitOwnRow();
        code.Line($"var reader = new {Runtime}RowReader(row, header, {columns});");
        emitKindCheck();
        EmitAnyOrder();
        if (IsFlat) code.Close().Line();
        emitEnd();
    }

    private void EmitFlatWrite()
    {
        EmitOpen();
        for (var i = 0; i < fields.Count; i++) fields[i].WriteCellInto(code, "room", i == 0 ? "\"\"u8" : Comma);
        code.Line("writer.Close(room);");
    }

    private void EmitOpen()
    {
        var rooms = fields.Select(one => one.CellRoom()).ToList();
        var sum = rooms.Select(one => one.Asked).Where(asked => asked is not null).Prepend(CSharpText.Number(fields.Count + rooms.Sum(one => one.Known)));
        var texts = rooms.Where(one => one.Text is not null).Select(one => $"{Runtime}CsvField.Units({one.Text})").ToList();
        if (texts.Count > 0) sum = sum.Append($"({Runtime}CsvField.UnitRoom * ({string.Join(" + ", texts)}))");
        code.Line($"var room = writer.Open({string.Join(" + ", sum)});");
    }

    private void EmitAnyWrite()
    {
        for (var i = 0; i <= fields.Count; i++)
        {
            if (i == sharedFields && kind is not null) code.Line($"writer.CsvString({(i == 0 ? "default" : Comma)}, {CSharpText.Literal(kind)});");
            if (i < fields.Count) fields[i].WriteCell(code, i == 0 && (kind is null || sharedFields > 0) ? "default" : Comma);
        }
    }

    // A condition that reads the row as we write it; its block is what to do where that fails.
    private void EmitOwnRow()
    {
        code.Line("var at = 0;");
        var steps = fields.Select((field, i) => $"(at = {field.StepCell($"f{i}")}) >= 0");
        ReaderEmitter.EmitAll(code, [$"row.Length > 0 && header.IsInOrder({columns})", .. steps, "at == row.Length + 1"]);
    }

    private void EmitAnyOrder()
    {
        ReaderEmitter.DeclareSeen(code, fields.Count, "seen");
        if (fields.Count > 0) EmitCells();
        else code.Open("while (reader.NextField() >= 0)").Close().Line();
        var missing = ReaderEmitter.Missing(fields, "seen", (first, required, seen) => $"reader.HasMissing({first}, {required}, {seen})");
        code.Line($"if (!reader.IsComplete(){missing}) return reader.Reject(out error);");
    }

    private void EmitCells()
    {
        code.Open("for (int field; (field = reader.NextField()) >= 0;)").Line("bool isRead;").Open("switch (field)");
        for (var i = 0; i < fields.Count; i++)
        {
            code.Line(i == fields.Count - 1 ? "default:" : $"case {i}:").Indent();
            code.Line($"isRead = {fields[i].ReadCell($"c{i}")};").Line($"f{i} = c{i};").Line("break;").Outdent();
        }

        code.Close().Line();
        code.Open("if (!isRead)").Line("reader.FailAt(field);").Line("return reader.Reject(out error);").Close().Line();
        ReaderEmitter.EmitSeen(code, fields.Count, "seen", "field");
        code.Close().Line();
    }
}
