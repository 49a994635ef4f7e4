using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telemetry.Tools;

/// <summary>Reads the fields of a line that stands exactly as <see cref="JsonField"/> writes it. Used by generated code.</summary>
/// <remarks>
/// Each method takes the line, where it stands, and what must stand there (<c>,"name":</c>), and answers where the value ends; -1 where the
/// line is written otherwise, so that <see cref="JsonLineReader"/> must read it from the start. The place stays in a register.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The methods are named after the schema's types.")]
public static class JsonStep
{
    /// <summary>Whether exactly these bytes stand there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Has(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> literal)
    {
        if ((uint)at > (uint)line.Length || line.Length - at < literal.Length) return false;
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(line), at), literal.Length).SequenceEqual(literal);
    }

    /// <summary>Passes over exactly these bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Expect(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> literal) => Has(line, at, literal) ? at + literal.Length : -1;

    /// <inheritdoc cref="JsonLineReader.String"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int String(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out string? value)
    {
        if (Has(line, at, name)) return StringAt(line, at + name.Length, out value);
        value = null;
        return -1;
    }

    /// <inheritdoc cref="JsonLineReader.String"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NullableString(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out string? value)
    {
        value = null;
        if (!Has(line, at, name)) return -1;
        return IsNull(line, at + name.Length) ? at + name.Length + 4 : StringAt(line, at + name.Length, out value);
    }

    /// <inheritdoc cref="JsonLineReader.Int64"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Int64(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out long value)
    {
        value = 0;
        if (!Has(line, at, name)) return -1;
        at += name.Length;
        var length = NumberText.Read(line[at..], out value);
        return length > 0 ? at + length : -1;
    }

    /// <inheritdoc cref="JsonLineReader.Int64"/>
    public static int NullableInt64(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out long? value)
    {
        value = null;
        if (Has(line, at, name) && IsNull(line, at + name.Length)) return at + name.Length + 4;
        at = Int64(line, at, name, out long number);
        if (at >= 0) value = number;
        return at;
    }

    /// <inheritdoc cref="JsonLineReader.Int32"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Int32(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out int value)
    {
        at = Int64(line, at, name, out var number);
        value = (int)number;
        return value == number ? at : -1;
    }

    /// <inheritdoc cref="JsonLineReader.Int32"/>
    public static int NullableInt32(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out int? value)
    {
        at = NullableInt64(line, at, name, out var number);
        value = (int?)number;
        return value == number ? at : -1;
    }

    /// <inheritdoc cref="JsonLineReader.Double"/>
    public static int Double(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out double value)
    {
        value = 0;
        if (!Has(line, at, name)) return -1;
        at += name.Length;
        var length = NumberText.Read(line[at..], out value);
        return length > 0 ? at + length : -1;
    }

    /// <inheritdoc cref="JsonLineReader.Double"/>
    public static int NullableDouble(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out double? value)
    {
        value = null;
        if (Has(line, at, name) && IsNull(line, at + name.Length)) return at + name.Length + 4;
        at = Double(line, at, name, out double number);
        if (at >= 0) value = number;
        return at;
    }

    /// <inheritdoc cref="JsonLineReader.Boolean"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Boolean(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out bool value)
    {
        value = false;
        if (!Has(line, at, name)) return -1;
        at += name.Length;
        value = Has(line, at, "true"u8);
        return value ? at + 4 : Expect(line, at, "false"u8);
    }

    /// <inheritdoc cref="JsonLineReader.Boolean"/>
    public static int NullableBoolean(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out bool? value)
    {
        value = null;
        if (Has(line, at, name) && IsNull(line, at + name.Length)) return at + name.Length + 4;
        at = Boolean(line, at, name, out bool flag);
        if (at >= 0) value = flag;
        return at;
    }

    /// <inheritdoc cref="JsonLineReader.Timestamp"/>
    public static int Timestamp(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out DateTimeOffset value)
    {
        value = default;
        if (!Has(line, at, name)) return -1;
        at += name.Length;
        var rest = line[at..];
        if (rest.IsEmpty || rest[0] != '"') return -1;
        if (rest.Length > 26 && rest[25] == '"' && TimeText.TryReadMilliseconds(rest.Slice(1, 24), out value)) return at + 26;
        var length = JsonScanner.PlainLength(rest[1..]);
        return length + 1 < rest.Length && rest[length + 1] == '"' && TimeText.TryRead(rest.Slice(1, length), out value) ? at + length + 2 : -1;
    }

    /// <inheritdoc cref="JsonLineReader.Timestamp"/>
    public static int NullableTimestamp(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out DateTimeOffset? value)
    {
        value = null;
        if (Has(line, at, name) && IsNull(line, at + name.Length)) return at + name.Length + 4;
        at = Timestamp(line, at, name, out DateTimeOffset time);
        if (at >= 0) value = time;
        return at;
    }

    /// <inheritdoc cref="JsonLineReader.Digest"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Digest(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out Sha256 value)
    {
        if (Has(line, at, name)) return DigestAt(line, at + name.Length, out value);
        value = default;
        return -1;
    }

    /// <inheritdoc cref="JsonLineReader.Digest"/>
    public static int NullableDigest(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out Sha256? value)
    {
        value = null;
        if (!Has(line, at, name)) return -1;
        at += name.Length;
        if (IsNull(line, at)) return at + 4;
        at = DigestAt(line, at, out var digest);
        if (at >= 0) value = digest;
        return at;
    }

    /// <inheritdoc cref="JsonLineReader.Hashed"/>
    public static int Hashed(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out HashedText value)
    {
        at = NullableDigest(line, at, name, out var digest);
        value = HashedText.OfDigest(digest);
        return at;
    }

    /// <inheritdoc cref="JsonLineReader.Enum"/>
    public static int Enum(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, EnumNames names, out int member)
    {
        ArgumentNullException.ThrowIfNull(names);
        member = -1;
        at = Plain(line, at, name, out var text);
        if (at >= 0) member = names.IndexOf(line, at - 1 - text.Length, text.Length);
        return member >= 0 ? at : -1;
    }

    /// <inheritdoc cref="JsonLineReader.OpenEnum"/>
    public static int OpenEnum(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, EnumNames names, out string? value)
    {
        ArgumentNullException.ThrowIfNull(names);
        value = null;
        at = Plain(line, at, name, out var text);
        if (at < 0) return -1;
        var member = names.IndexOf(line, at - 1 - text.Length, text.Length);
        value = member >= 0 ? names[member] : Utf8Text.FromAscii(text);
        return at;
    }

    /// <summary>A value that the reader reads.</summary>
    public static int Value<T>(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, ValueReader<T> read, out T? value)
    {
        ArgumentNullException.ThrowIfNull(read);
        value = default;
        if (!Has(line, at, name)) return -1;
        var reader = new JsonLineReader(line, at + name.Length);
        var isRead = read(ref reader, out var found);
        value = found;
        return isRead ? reader.Position : -1;
    }

    private static bool IsNull(ReadOnlySpan<byte> line, int at) => Has(line, at, "null"u8);

    // Most texts end within one block, and the line goes on behind them, so that the block can be read without a look at its end.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int StringAt(ReadOnlySpan<byte> line, int at, out string? value)
    {
        if (line.Length - at <= Vector256<byte>.Count + 1) return OtherString(line, at, 0, out value);
        ref var from = ref Unsafe.Add(ref MemoryMarshal.GetReference(line), at);
        var special = JsonScanner.Special(Vector256.LoadUnsafe(ref from, 1)).ExtractMostSignificantBits();
        var length = BitOperations.TrailingZeroCount(special);
        if (special == 0 || from != '"' || Unsafe.Add(ref from, length + 1) != '"') return OtherString(line, at, special == 0 ? length : 0, out value);
        value = length == 0 ? "" : Utf8Text.FromFew(ref Unsafe.Add(ref from, 1), length);
        return at + length + 2;
    }

    // Of what stands behind the quote, some may be known to be plain.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int OtherString(ReadOnlySpan<byte> line, int at, int plain, out string? value)
    {
        if (at < line.Length && line[at] == '"')
        {
            var rest = line[(at + 1)..];
            var length = plain + JsonScanner.PlainLength(rest[plain..]);
            if (length < rest.Length && rest[length] == '"')
            {
                value = Utf8Text.FromAscii(rest[..length]);
                return at + length + 2;
            }
        }

        var reader = new JsonLineReader(line, at);
        var isRead = reader.String(out var text);
        value = text;
        return isRead ? reader.Position : -1;
    }

    private static int DigestAt(ReadOnlySpan<byte> line, int at, out Sha256 value)
    {
        value = default;
        if (line.Length - at < HexText.Length + 2) return -1;
        var isRead = line[at] == '"' && line[at + HexText.Length + 1] == '"' && HexText.TryRead(line.Slice(at + 1, HexText.Length), out value);
        return isRead ? at + HexText.Length + 2 : -1;
    }

    private static int Plain(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!Has(line, at, name)) return -1;
        at += name.Length;
        if (at == line.Length || line[at] != '"') return -1;
        var rest = line[(at + 1)..];
        var length = JsonScanner.PlainLength(rest);
        if (length == rest.Length || rest[length] != '"') return -1;
        text = rest[..length];
        return at + length + 2;
    }
}
