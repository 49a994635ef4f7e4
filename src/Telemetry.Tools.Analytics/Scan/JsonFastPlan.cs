using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads lines that stand byte for byte as generated code writes them, straight from the window: no line end is looked for and no column is decoded
/// that nobody asked for, but every value is checked. At the first byte that is otherwise it gives up, and the tolerant reader reads the line.</summary>
internal sealed class JsonFastPlan
{
    private readonly FastStep[]?[] _events;
    private readonly byte[]?[] _eventNames;
    private readonly FastClock _clock = new();
    private int _last;

    private JsonFastPlan(FastStep[]?[] events, byte[]?[] names) => (_events, _eventNames) = (events, names);

    /// <summary>The plan of a stream; <see langword="null"/> where no event's bytes are fixed.</summary>
    public static JsonFastPlan? TryCompile(StreamLayout layout, SlotMap slots)
    {
        FastStep[]?[] events = [.. layout.Events.Select(item => FastPlanCompiler.TryCompile(layout, item, slots))];
        byte[]?[] names = [.. layout.Events.Select(item => System.Text.Encoding.UTF8.GetBytes(item.Name))];
        return events.Any(steps => steps is not null) ? new JsonFastPlan(events, names) : null;
    }

    /// <summary>Reads the line at a place of the window.</summary>
    /// <param name="bytes">The window; behind its limit stand line ends.</param>
    /// <param name="marks">Its marks (<see cref="TextMarks"/>).</param>
    /// <param name="position">Where the line begins.</param>
    /// <param name="limit">Where the data end.</param>
    /// <param name="row">Filled where the answer is not negative.</param>
    /// <returns>Behind the line's end, or -1.</returns>
    public int Read(byte[] bytes, byte[] marks, int position, int limit, Row row)
    {
        var end = Read(_last, bytes, marks, position, limit, row);
        return end >= 0 || _events.Length == 1 ? end : ReadOther(bytes, marks, position, limit, row);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReadOther(byte[] bytes, byte[] marks, int position, int limit, Row row)
    {
        var end = -1;
        for (var i = 0; end < 0 && i < _events.Length; i++)
        {
            if (i != _last) end = Read(i, bytes, marks, position, limit, row);
            if (end >= 0) _last = i;
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Read(int index, byte[] bytes, byte[] marks, int position, int limit, Row row)
    {
        if (_events[index] is not { } steps) return -1;
        if (_events.Length > 1) row.Clear();
        else row.Restart();
        row.Event = index;
        ref var first = ref MemoryMarshal.GetArrayDataReference(bytes);
        var at = ReadFields(ref first, ref MemoryMarshal.GetArrayDataReference(marks), position, steps, row);
        if (at < 0 || Unsafe.Add(ref first, at) != '\n') return -1;
        return at < limit ? at + 1 : -1;
    }

    private int ReadFields(ref byte bytes, ref byte marks, int at, FastStep[] steps, Row row)
    {
        ref var cells = ref MemoryMarshal.GetArrayDataReference(row.Cells);
        ref var step = ref MemoryMarshal.GetArrayDataReference(steps);
        while (true)
        {
            step = ref ReadFrequent(ref bytes, ref marks, ref at, ref step, ref cells, _clock);
            if (step.Kind == FastKind.End) return Unsafe.Add(ref bytes, at) == '}' ? at + 1 : -1;
            at = ReadRare(ref bytes, ref marks, at, ref step, row);

            // Behind nothing stands nothing: 0 and -1 both say that the value is otherwise.
            if (at <= 0) return -1;
            step = ref Unsafe.Add(ref step, 1);
        }
    }

    /// <summary>Reads fields of the frequent kinds whose values are as they mostly are. It calls nothing, so that all it needs stays in registers.</summary>
    /// <returns>The first step that is left to <see cref="ReadRare"/>, its place being that of the literal, or the last step.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref FastStep ReadFrequent(
        scoped ref byte bytes, scoped ref byte marks, scoped ref int place, ref FastStep step, scoped ref Cell cells, FastClock clock)
    {
        nint at = place;
        int digits;
        for (; step.IsAt(ref Unsafe.Add(ref bytes, at)); step = ref Unsafe.Add(ref step, 1))
        {
            var next = at + step.ToValue;
            switch (step.Kind)
            {
                case FastKind.Literal:
                    break;
                case FastKind.SkipNullableText:
                    if (Unsafe.Add(ref bytes, next - 1) == '"') goto case FastKind.SkipText;
                    if (!IsNull(ref bytes, next - 1)) goto default;
                    next += 3;
                    break;
                case FastKind.SkipText:
                    next = FastText.BehindMark(ref marks, next);
                    if (Unsafe.Add(ref bytes, next - 1) != '"') goto default;
                    break;
                case FastKind.KeepNullableText:
                    if (Unsafe.Add(ref bytes, next - 1) == '"') goto case FastKind.KeepText;
                    if (!IsNull(ref bytes, next - 1)) goto default;
                    Unsafe.Add(ref cells, step.Slot).State = CellState.Empty;
                    next += 3;
                    break;
                case FastKind.KeepText:
                    ref var text = ref Unsafe.Add(ref cells, step.Slot);
                    text.State = CellState.Value;
                    text.InScratch = false;
                    text.Start = (int)next;
                    next = FastText.BehindMark(ref marks, next);
                    text.Length = (int)next - 1 - text.Start;
                    if (Unsafe.Add(ref bytes, next - 1) != '"') goto default;
                    break;
                case FastKind.SkipNullableDigest:
                    if (Unsafe.Add(ref bytes, next - 1) == '"') goto case FastKind.SkipDigest;
                    if (!IsNull(ref bytes, next - 1)) goto default;
                    next += 3;
                    break;
                case FastKind.SkipDigest:
                    if (!FastText.IsDigest(ref bytes, next)) goto default;
                    next += 65;
                    break;
                case FastKind.SkipInteger:
                    if (!FastText.TryReadInteger(ref bytes, next, out digits, out _)) goto default;
                    next += digits;
                    break;
                case FastKind.KeepInteger:
                    ref var number = ref Unsafe.Add(ref cells, step.Slot);
                    number.State = CellState.Value;
                    number.InScratch = false;
                    number.Start = (int)next;
                    if (!FastText.TryReadInteger(ref bytes, next, out digits, out number.Number)) goto default;
                    number.Length = digits;
                    next += digits;
                    break;
                case FastKind.Bool:
                    ref var truth = ref Unsafe.Add(ref cells, step.Slot);
                    truth.State = CellState.Value;
                    truth.Length = 0;
                    var word = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, next));
                    truth.Number = word == TrueWord ? 1 : 0;
                    next += 4;
                    if (word == TrueWord) break;
                    if (word != FalseWord || Unsafe.Add(ref bytes, next++) != 'e') goto default;
                    break;
                case FastKind.Timestamp:
                    ref var time = ref Unsafe.Add(ref cells, step.Slot);
                    time.State = CellState.Value;
                    time.Length = 0;
                    if (!clock.TryReadMilliseconds(ref Unsafe.Add(ref bytes, next), out time.Number)) goto default;
                    next += FastClock.LengthInMilliseconds;
                    break;
                default:
                    place = (int)at;
                    return ref step;
            }

            at = next;
        }

        place = (int)at;
        return ref step;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNull(ref byte bytes, nint at) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at)) == NullWord;

    // A value of another kind, one that is not as most are, or none.
    private int ReadRare(ref byte bytes, ref byte marks, int at, ref FastStep step, Row row)
    {
        if (step.IsAt(ref Unsafe.Add(ref bytes, at))) return ReadOther(ref bytes, ref marks, at + step.Length, ref step, row);
        if (!step.IsOptional) return -1;
        LeaveOut(ref step, row);
        return at;
    }

    private int ReadOther(ref byte bytes, ref byte marks, int at, ref FastStep step, Row row)
    {
        if (step.AcceptsNull)
        {
            if (Unsafe.Add(ref bytes, at) == 'n')
            {
                LeaveOut(ref step, row);
                return IsNull(ref bytes, at) ? at + 4 : -1;
            }

            if (FastPlanCompiler.IsQuoted(step.Value) && Unsafe.Add(ref bytes, at++) != '"') return -1;
        }

        ref var cell = ref step.Slot >= 0 ? ref row.Cells[step.Slot] : ref _unasked;
        cell.State = CellState.Value;
        cell.InScratch = false;
        cell.Length = 0;
        return ReadValue(ref bytes, ref marks, at, ref step, row, ref cell);
    }

    // More than any schema nests: what comes near the readers' bound is left to them.
    private const int NestingGuard = 8;

    private Cell _unasked;

    // As they stand in memory; inlined even where the compiler thinks it is not worth it.
    private static uint NullWord
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.Read<uint>("null"u8);
    }

    private static uint TrueWord
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.Read<uint>("true"u8);
    }

    private static uint FalseWord
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.Read<uint>("fals"u8);
    }

    private int ReadValue(ref byte bytes, ref byte marks, int at, ref FastStep step, Row row, ref Cell cell)
    {
        switch (step.Value)
        {
            case FastValue.Text: return ReadText(ref bytes, ref marks, at, ref cell);
            case FastValue.ClosedEnum:
                var close = ReadText(ref bytes, ref marks, at, ref cell);
                return close >= 0 && step.Field.Members.IndexOf(Span(ref bytes, at, close - 1 - at)) >= 0 ? close : -1;
            case FastValue.Int32:
                var end = ReadInteger(ref bytes, at, ref cell);
                return cell.Number is >= int.MinValue and <= int.MaxValue ? end : -1;
            case FastValue.Int64: return ReadInteger(ref bytes, at, ref cell);
            case FastValue.Double: return ReadDouble(ref bytes, at, ref cell);
            case FastValue.Decimal: return ReadDecimal(ref bytes, at, ref cell);
            case FastValue.Bool: return ReadTruth(ref bytes, at, ref cell);
            case FastValue.Timestamp: return _clock.Read(ref bytes, at, out cell.Number);
            case FastValue.Date: return ReadDate(ref bytes, at, ref cell);
            case FastValue.Duration: return ReadDuration(ref bytes, at, ref step, ref cell);
            case FastValue.Uuid: return ReadUuid(ref bytes, at, ref cell);
            case FastValue.Digest: return ReadDigest(ref bytes, at, ref cell);
            case FastValue.Nested: return ReadNested(ref bytes, at, ref step);
            case FastValue.EventName: return KeepName(at, row, ref cell);
            default: return ReadFields(ref bytes, ref marks, at, step.Children, row);
        }
    }

    private static int ReadText(ref byte bytes, ref byte marks, int at, ref Cell cell)
    {
        var end = FastText.EndOfString(ref bytes, ref marks, at);
        cell.Start = at;
        cell.Length = end - at;
        return end < 0 ? -1 : end + 1;
    }

    private static int ReadDigest(ref byte bytes, int at, ref Cell cell)
    {
        cell.Start = at;
        cell.Length = 64;
        return FastText.IsDigest(ref bytes, at) ? at + 65 : -1;
    }

    private static int ReadInteger(ref byte bytes, int at, ref Cell cell)
    {
        var end = FastText.ReadInteger(ref bytes, at, out cell.Number);
        cell.Start = at;
        if (cell.Number != 0) cell.Length = end - at;
        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadTruth(ref byte bytes, int at, ref Cell cell)
    {
        var word = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at));
        cell.Number = word == TrueWord ? 1 : 0;
        if (word == TrueWord) return at + 4;
        return word == FalseWord && Unsafe.Add(ref bytes, at + 4) == 'e' ? at + 5 : -1;
    }

    private static int ReadDouble(ref byte bytes, int at, ref Cell cell)
    {
        var end = FastText.ReadNumber(ref bytes, at, out var mantissa, out var decimals, out var isNegative);
        if (end >= 0) CellValues.Set(ref cell, FastText.ToDouble(mantissa, decimals, isNegative));
        return end;
    }

    private int KeepName(int at, Row row, ref Cell cell)
    {
        row.Keep(ref cell, _eventNames[row.Event]);
        return at;
    }

    private static int ReadDecimal(ref byte bytes, int at, ref Cell cell)
    {
        var end = FastText.ReadNumber(ref bytes, at, out var mantissa, out var decimals, out var isNegative);
        if (end < 0 || decimals > 9) return -1;
        var nano = (Int128)mantissa;
        for (var i = decimals; i < 9; i++) nano *= 10;
        cell.Nano = isNegative ? -nano : nano;
        return end;
    }

    private static int ReadDuration(ref byte bytes, int at, ref FastStep step, ref Cell cell)
    {
        var end = FastText.ReadNumber(ref bytes, at, out _, out _, out _);
        if (end < 0 || NumberText.Read(Span(ref bytes, at, end - at), step.Field.Unit, out TimeSpan span) == 0) return -1;
        CellValues.Set(ref cell, span, step.Field.Unit);
        return end;
    }

    private static int ReadDate(ref byte bytes, int at, ref Cell cell)
    {
        if (!TimeText.TryReadDate(Span(ref bytes, at, 10), out var day) || Unsafe.Add(ref bytes, at + 10) != '"') return -1;
        cell.Number = day.DayNumber;
        return at + 11;
    }

    private static int ReadUuid(ref byte bytes, int at, ref Cell cell)
    {
        for (var i = 0; i < 36; i++)
        {
            var letter = Unsafe.Add(ref bytes, at + i);
            var isGood = i is 8 or 13 or 18 or 23 ? letter == '-' : letter is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f');
            if (!isGood) return -1;
        }

        (cell.Start, cell.Length) = (at, 36);
        return Unsafe.Add(ref bytes, at + 36) == '"' ? at + 37 : -1;
    }

    private static int ReadNested(ref byte bytes, int at, ref FastStep step)
    {
        var length = FindEnd(ref bytes, at) - at;
        var value = JsonScanner.ValueLength(Span(ref bytes, at, length), NestingGuard);
        if (value == 0) return -1;
        var json = Span(ref bytes, at, value);
        if (!Utf8.IsValid(json)) return -1;
        var reader = new JsonLineReader(json);
        var isGood = step.Field.Kind switch
        {
            FieldKind.List => reader.List(step.Field.Element!, out _),
            FieldKind.Map => reader.Map(step.Field.Element!, out _),
            _ => true,
        };
        return isGood ? at + value : -1;
    }

    private static int FindEnd(ref byte bytes, int at)
    {
        while (Unsafe.Add(ref bytes, at) != '\n') at++;
        return at;
    }

    private static ReadOnlySpan<byte> Span(ref byte bytes, int at, int length) => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref bytes, at), length);

    private static void LeaveOut(ref FastStep step, Row row)
    {
        if (step.Slot >= 0) row.Cells[step.Slot].State = CellState.Empty;
        foreach (ref var child in step.Children.AsSpan()) LeaveOut(ref child, row);
    }
}
