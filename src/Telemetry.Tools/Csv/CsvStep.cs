using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telemetry.Tools;

/// <summary>Reads the value of one cell.</summary>
/// <typeparam name="T">Its type.</typeparam>
/// <param name="reader">Stands at the cell.</param>
/// <param name="value">What was read.</param>
/// <returns>Whether it could be read.</returns>
public delegate bool CellReader<T>(ref RowReader reader, out T value);

/// <summary>Reads the cells of a row that stands as <see cref="CsvField"/> writes it, by a header in the schema's own order. Used by generated code.</summary>
/// <remarks>
/// Each method takes the row and where a cell begins, and answers where the next one begins: one behind the row's length after the last
/// cell; -1 where the cell is written otherwise, so that <see cref="RowReader"/> must read the row from the start. The place stays in a register.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The methods are named after the schema's types.")]
public static class CsvStep
{
    /// <summary>Whether a cell ends there; one that begins there holds no value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEnd(ReadOnlySpan<byte> row, int at) => (uint)at < (uint)row.Length ? row[at] == ',' : at == row.Length;

    /// <inheritdoc cref="RowReader.String"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int String(ReadOnlySpan<byte> row, int at, out string? value)
    {
        if (row.Length >= Vector128<byte>.Count && (uint)at <= (uint)(row.Length - Vector128<byte>.Count))
        {
            ref var from = ref Unsafe.Add(ref MemoryMarshal.GetReference(row), at);
            var special = CellText.Special(Vector128.LoadUnsafe(ref from)).ExtractMostSignificantBits();
            var length = BitOperations.TrailingZeroCount(special);
            if (length is > 0 and < 16 && Unsafe.Add(ref from, length) == ',')
            {
                value = Utf8Text.FromFew(ref from, length);
                return at + length + 1;
            }
        }

        return CellText.Read(row, at, out value);
    }

    /// <inheritdoc cref="RowReader.String"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NullableString(ReadOnlySpan<byte> row, int at, out string? value)
    {
        value = null;
        return IsEnd(row, at) ? at + 1 : String(row, at, out value);
    }

    /// <inheritdoc cref="RowReader.Int64"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Int64(ReadOnlySpan<byte> row, int at, out long value)
    {
        value = 0;
        if ((uint)at >= (uint)row.Length) return -1;
        var length = NumberText.Read(row[at..], out value);
        return Behind(row, at + length, length > 0);
    }

    /// <inheritdoc cref="RowReader.Int64"/>
    public static int NullableInt64(ReadOnlySpan<byte> row, int at, out long? value)
    {
        value = null;
        if (IsEnd(row, at)) return at + 1;
        at = Int64(row, at, out long number);
        if (at >= 0) value = number;
        return at;
    }

    /// <inheritdoc cref="RowReader.Int32"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Int32(ReadOnlySpan<byte> row, int at, out int value)
    {
        at = Int64(row, at, out var number);
        value = (int)number;
        return value == number ? at : -1;
    }

    /// <inheritdoc cref="RowReader.Int32"/>
    public static int NullableInt32(ReadOnlySpan<byte> row, int at, out int? value)
    {
        at = NullableInt64(row, at, out var number);
        value = (int?)number;
        return value == number ? at : -1;
    }

    /// <inheritdoc cref="RowReader.Double"/>
    public static int Double(ReadOnlySpan<byte> row, int at, out double value)
    {
        value = 0;
        if ((uint)at >= (uint)row.Length) return -1;
        var length = NumberText.Read(row[at..], out value);
        return Behind(row, at + length, length > 0);
    }

    /// <inheritdoc cref="RowReader.Double"/>
    public static int NullableDouble(ReadOnlySpan<byte> row, int at, out double? value)
    {
        value = null;
        if (IsEnd(row, at)) return at + 1;
        at = Double(row, at, out double number);
        if (at >= 0) value = number;
        return at;
    }

    /// <inheritdoc cref="RowReader.Boolean"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Boolean(ReadOnlySpan<byte> row, int at, out bool value)
    {
        value = JsonStep.Has(row, at, "true"u8);
        return value ? Behind(row, at + 4, true) : Behind(row, at + 5, JsonStep.Has(row, at, "false"u8));
    }

    /// <inheritdoc cref="RowReader.Boolean"/>
    public static int NullableBoolean(ReadOnlySpan<byte> row, int at, out bool? value)
    {
        value = null;
        if (IsEnd(row, at)) return at + 1;
        at = Boolean(row, at, out bool flag);
        if (at >= 0) value = flag;
        return at;
    }

    /// <inheritdoc cref="RowReader.Timestamp"/>
    public static int Timestamp(ReadOnlySpan<byte> row, int at, out DateTimeOffset value)
    {
        value = default;
        if ((uint)at >= (uint)row.Length) return -1;
        var cell = row[at..];
        if (cell.Length >= TimeText.MillisecondsLength && TimeText.TryReadMilliseconds(cell[..TimeText.MillisecondsLength], out value)) return Behind(row, at + TimeText.MillisecondsLength, true);
        var length = cell.IndexOf((byte)',');
        if (length >= 0) cell = cell[..length];
        return Behind(row, at + cell.Length, TimeText.TryRead(cell, out value));
    }

    /// <inheritdoc cref="RowReader.Timestamp"/>
    public static int NullableTimestamp(ReadOnlySpan<byte> row, int at, out DateTimeOffset? value)
    {
        value = null;
        if (IsEnd(row, at)) return at + 1;
        at = Timestamp(row, at, out DateTimeOffset time);
        if (at >= 0) value = time;
        return at;
    }

    /// <inheritdoc cref="RowReader.Digest"/>
    public static int Digest(ReadOnlySpan<byte> row, int at, out Sha256 value)
    {
        value = default;
        if ((uint)at > (uint)row.Length || row.Length - at < HexText.Length) return -1;
        return Behind(row, at + HexText.Length, HexText.TryRead(row.Slice(at, HexText.Length), out value));
    }

    /// <inheritdoc cref="RowReader.Digest"/>
    public static int NullableDigest(ReadOnlySpan<byte> row, int at, out Sha256? value)
    {
        value = null;
        if (IsEnd(row, at)) return at + 1;
        at = Digest(row, at, out Sha256 digest);
        if (at >= 0) value = digest;
        return at;
    }

    /// <inheritdoc cref="RowReader.Hashed"/>
    public static int Hashed(ReadOnlySpan<byte> row, int at, out HashedText value)
    {
        at = Digest(row, at, out var digest);
        value = at < 0 ? default : HashedText.OfDigest(digest);
        return at;
    }

    /// <inheritdoc cref="RowReader.Hashed"/>
    public static int NullableHashed(ReadOnlySpan<byte> row, int at, out HashedText value)
    {
        value = default;
        return IsEnd(row, at) ? at + 1 : Hashed(row, at, out value);
    }

    /// <inheritdoc cref="RowReader.Enum"/>
    public static int Enum(ReadOnlySpan<byte> row, int at, EnumNames names, out int member)
    {
        ArgumentNullException.ThrowIfNull(names);
        var end = CellText.PlainEnd(row, at);
        member = end < 0 ? -1 : names.IndexOf(row, at, end - at);
        return member < 0 ? -1 : end + 1;
    }

    /// <inheritdoc cref="RowReader.OpenEnum"/>
    public static int OpenEnum(ReadOnlySpan<byte> row, int at, EnumNames names, out string? value)
    {
        ArgumentNullException.ThrowIfNull(names);
        value = null;
        var end = CellText.PlainEnd(row, at);
        if (end < 0) return -1;
        var member = names.IndexOf(row, at, end - at);
        value = member < 0 ? Utf8Text.FromAscii(row[at..end]) : names[member];
        return end + 1;
    }

    /// <summary>A cell that the reader reads.</summary>
    public static int Value<T>(ReadOnlySpan<byte> row, int at, CellReader<T> read, out T? value)
    {
        ArgumentNullException.ThrowIfNull(read);
        value = default;
        if ((uint)at >= (uint)row.Length || row[at] == ',') return -1;
        var reader = new RowReader(row, at);
        if (!reader.IsAtCell || !read(ref reader, out var found)) return -1;
        value = found;
        return reader.Position;
    }

    /// <summary>A cell that the reader reads, or one that holds no value.</summary>
    public static int NullableValue<T>(ReadOnlySpan<byte> row, int at, CellReader<T> read, out T? value)
        where T : struct
    {
        value = null;
        if (IsEnd(row, at)) return at + 1;
        at = Value(row, at, read, out T found);
        if (at >= 0) value = found;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Behind(ReadOnlySpan<byte> row, int end, bool isRead) => isRead && IsEnd(row, end) ? end + 1 : -1;
}
