using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Checks one JSON value against its field's type and keeps it where it is asked for.</summary>
internal sealed class JsonValueReader(SlotMap slots)
{
    private Cell _unasked;

    public void Clear(FieldNode field, Row row)
    {
        var slot = slots[field.Column];
        if (slot >= 0) row.Cells[slot] = default;
    }

    public string? Read(ref Utf8JsonReader reader, FieldNode field, Row row)
    {
        var slot = slots[field.Column];
        ref var cell = ref slot >= 0 ? ref row.Cells[slot] : ref _unasked;
        cell = default;
        var isGood = field.Kind is FieldKind.List or FieldKind.Map or FieldKind.Json
            ? JsonTypeCheck.Fits(ref reader, field.Field.Type)
            : ReadScalar(ref reader, field, row, ref cell, slot >= 0);
        if (!isGood) return RejectReasons.Of(RejectReasons.WrongType, field.Path);
        return field.ClosedValues.Length > 0 && !IsMember(ref reader, field) ? RejectReasons.Of(RejectReasons.UnknownValue, field.Path) : null;
    }

    private static bool ReadScalar(ref Utf8JsonReader reader, FieldNode field, Row row, ref Cell cell, bool isAsked)
    {
        if (cell.State == CellState.Empty) cell.State = CellState.Value;
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                cell.Number = reader.TokenType == JsonTokenType.True ? 1 : 0;
                return field.Kind == FieldKind.Bool;
            case JsonTokenType.Number:
                return ScalarText.TryReadNumber(reader.ValueSpan, field.Kind, ref cell);
            case JsonTokenType.String:
                return ReadString(ref reader, field.Kind, row, ref cell, isAsked);
            default:
                return false;
        }
    }

    private static bool ReadString(ref Utf8JsonReader reader, FieldKind kind, Row row, ref Cell cell, bool isAsked)
    {
        if (!reader.ValueIsEscaped)
        {
            if (!ScalarText.TryReadText(reader.ValueSpan, kind, ref cell)) return false;
            if (isAsked) ScalarText.Keep(reader.ValueSpan, kind, row, ref cell);
            return true;
        }

        var room = row.Reserve(reader.ValueSpan.Length);
        try
        {
            var text = room[..reader.CopyString(room)];
            if (!ScalarText.TryReadText(text, kind, ref cell)) return false;
            if (isAsked && ScalarText.IsText(kind)) row.Keep(ref cell, text.Length);
            else if (isAsked) ScalarText.Keep(text.ToArray(), kind, row, ref cell);
            return true;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: no text.
            return false;
        }
    }

    private static bool IsMember(ref Utf8JsonReader reader, FieldNode field)
    {
        foreach (var value in field.ClosedValues)
        {
            if (reader.ValueTextEquals(value)) return true;
        }

        return false;
    }
}
