using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Telemetry.Tools;

/// <summary>Writes fields one behind the other into room that <see cref="LineWriter.Open"/> made for all of them. Used by generated code.</summary>
/// <remarks>
/// Each method takes the free room, what stands before the value (<c>,"name":</c>), and the value, and answers the room behind it: what is
/// written where stays in registers, and the buffer is looked at once a record. Room that is too small is an error of the caller's, never a
/// write outside of it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The methods are named after the schema's types.")]
public static class JsonField
{
    /// <summary>Room for a number.</summary>
    public const int NumberRoom = NumberText.MaxLength;

    /// <summary>Room for <c>true</c> or <c>false</c>.</summary>
    public const int BooleanRoom = 8;

    /// <summary>Room for a point in time.</summary>
    public const int TimestampRoom = TimeText.MaxLength + 2;

    /// <summary>Room for a day.</summary>
    public const int DateRoom = 12;

    /// <summary>Room for a UUID.</summary>
    public const int UuidRoom = 38;

    /// <summary>Room for a digest.</summary>
    public const int DigestRoom = HexText.Length + 2;

    // "null", "true" and "fals" as they stand in memory; inlined even where the compiler thinks it is not worth it.
    private static uint NullWord
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.IsLittleEndian ? 0x6C6C756Eu : 0x6E756C6Cu;
    }

    private static uint TrueWord
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.IsLittleEndian ? 0x65757274u : 0x74727565u;
    }

    private static uint FalseWord
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.IsLittleEndian ? 0x736C6166u : 0x66616C73u;
    }

    /// <summary>Room for a text beside what <see cref="Units"/> says.</summary>
    public const int TextRoom = NarrowText.Block + 2;

    /// <summary>Bytes that each of a text's units can need.</summary>
    public const int UnitRoom = JsonText.MaxExpansion;

    /// <summary>Texts up to this length together get room for whatever they may hold; what longer ones hold is looked at first.</summary>
    public const int Piece = JsonText.Piece;

    /// <summary>How many times <see cref="UnitRoom"/> a text needs at most, beside its <see cref="TextRoom"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Units(string? text) => text is null ? 0 : text.Length;

    /// <summary>How many times <see cref="UnitRoom"/> this text needs, beside its <see cref="TextRoom"/>.</summary>
    public static int ExactUnits(string? text) => text is null ? 0 : (JsonText.ExactLength(text) / UnitRoom) + 1;

    /// <summary>Room for a member of an enum.</summary>
    public static int Room(EnumNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.LongestUtf8 + 2;
    }

    /// <summary>Writes bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<byte> Literal(Span<byte> to, ReadOnlySpan<byte> literal)
    {
        Start(to, literal, 0);
        return Rest(to, literal.Length);
    }

    /// <inheritdoc cref="LineWriter.Null"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<byte> Null(Span<byte> to, ReadOnlySpan<byte> name)
    {
        Unsafe.WriteUnaligned(ref Start(to, name, sizeof(uint)), NullWord);
        return Rest(to, name.Length + sizeof(uint));
    }

    /// <inheritdoc cref="LineWriter.String"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<byte> String(Span<byte> to, ReadOnlySpan<byte> name, string? value)
    {
        if (value is null) return Null(to, name);
        ref var at = ref Start(to, name, TextRoom);
        at = (byte)'"';
        var length = JsonText.Write(to, name.Length + 1, value);
        Unsafe.Add(ref at, length + 1) = (byte)'"';
        return Rest(to, name.Length + length + 2);
    }

    /// <summary>The inside of a JSON string, nothing for <see langword="null"/>: one quote stands at the end of the name, the other is the caller's to write.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<byte> Text(Span<byte> to, ReadOnlySpan<byte> name, string? value)
    {
        if (value is null) return Literal(to, name);
        Start(to, name, TextRoom);
        return Rest(to, name.Length + JsonText.Write(to, name.Length, value));
    }

    /// <inheritdoc cref="LineWriter.Integer(ReadOnlySpan{byte}, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<byte> Integer(Span<byte> to, ReadOnlySpan<byte> name, long value) =>
        Rest(to, name.Length + NumberText.Write(ref Start(to, name, NumberRoom), value));

    /// <inheritdoc cref="Integer(Span{byte}, ReadOnlySpan{byte}, long)"/>
    public static Span<byte> Integer(Span<byte> to, ReadOnlySpan<byte> name, long? value) => value is { } number ? Integer(to, name, number) : Null(to, name);

    /// <inheritdoc cref="LineWriter.Double(ReadOnlySpan{byte}, double)"/>
    public static Span<byte> Double(Span<byte> to, ReadOnlySpan<byte> name, double value) => double.IsFinite(value)
        ? Rest(to, name.Length + NumberText.Write(ref Start(to, name, NumberRoom), value))
        : String(to, name, value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Double(Span{byte}, ReadOnlySpan{byte}, double)"/>
    public static Span<byte> Double(Span<byte> to, ReadOnlySpan<byte> name, double? value) => value is { } number ? Double(to, name, number) : Null(to, name);

    /// <inheritdoc cref="LineWriter.Decimal(ReadOnlySpan{byte}, decimal)"/>
    public static Span<byte> Decimal(Span<byte> to, ReadOnlySpan<byte> name, decimal value) =>
        Rest(to, name.Length + NumberText.Write(ref Start(to, name, NumberRoom), value));

    /// <inheritdoc cref="Decimal(Span{byte}, ReadOnlySpan{byte}, decimal)"/>
    public static Span<byte> Decimal(Span<byte> to, ReadOnlySpan<byte> name, decimal? value) => value is { } number ? Decimal(to, name, number) : Null(to, name);

    /// <inheritdoc cref="LineWriter.Boolean(ReadOnlySpan{byte}, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<byte> Boolean(Span<byte> to, ReadOnlySpan<byte> name, bool value)
    {
        ref var at = ref Start(to, name, BooleanRoom);
        Unsafe.WriteUnaligned(ref at, value ? TrueWord : FalseWord);
        Unsafe.Add(ref at, 4) = (byte)'e';
        return Rest(to, name.Length + (value ? 4 : 5));
    }

    /// <inheritdoc cref="Boolean(Span{byte}, ReadOnlySpan{byte}, bool)"/>
    public static Span<byte> Boolean(Span<byte> to, ReadOnlySpan<byte> name, bool? value) => value is { } flag ? Boolean(to, name, flag) : Null(to, name);

    /// <summary>A point in time; see <see cref="LineWriter.Timestamp(ReadOnlySpan{byte}, DateTimeOffset)"/>.</summary>
    /// <param name="to">The free room.</param>
    /// <param name="name">What stands before the value.</param>
    /// <param name="value">The time.</param>
    /// <param name="writer">Keeps the text of the day.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<byte> Timestamp(Span<byte> to, ReadOnlySpan<byte> name, DateTimeOffset value, scoped ref LineWriter writer)
    {
        ref var at = ref Start(to, name, TimestampRoom);
        at = (byte)'"';
        var length = writer.WriteTimestamp(ref Unsafe.Add(ref at, 1), value.UtcTicks);
        Unsafe.Add(ref at, length + 1) = (byte)'"';
        return Rest(to, name.Length + length + 2);
    }

    /// <inheritdoc cref="Timestamp(Span{byte}, ReadOnlySpan{byte}, DateTimeOffset, ref LineWriter)"/>
    public static Span<byte> Timestamp(Span<byte> to, ReadOnlySpan<byte> name, DateTimeOffset? value, scoped ref LineWriter writer) =>
        value is { } time ? Timestamp(to, name, time, ref writer) : Null(to, name);

    /// <inheritdoc cref="LineWriter.Date(ReadOnlySpan{byte}, DateOnly)"/>
    public static Span<byte> Date(Span<byte> to, ReadOnlySpan<byte> name, DateOnly value)
    {
        ref var at = ref Start(to, name, DateRoom);
        at = (byte)'"';
        TimeText.WriteDate(ref Unsafe.Add(ref at, 1), value.DayNumber);
        Unsafe.Add(ref at, DateRoom - 1) = (byte)'"';
        return Rest(to, name.Length + DateRoom);
    }

    /// <inheritdoc cref="Date(Span{byte}, ReadOnlySpan{byte}, DateOnly)"/>
    public static Span<byte> Date(Span<byte> to, ReadOnlySpan<byte> name, DateOnly? value) => value is { } day ? Date(to, name, day) : Null(to, name);

    /// <inheritdoc cref="LineWriter.Duration(ReadOnlySpan{byte}, TimeSpan, DurationUnit)"/>
    public static Span<byte> Duration(Span<byte> to, ReadOnlySpan<byte> name, TimeSpan value, DurationUnit unit) =>
        Rest(to, name.Length + NumberText.Write(ref Start(to, name, NumberRoom), value, unit));

    /// <inheritdoc cref="Duration(Span{byte}, ReadOnlySpan{byte}, TimeSpan, DurationUnit)"/>
    public static Span<byte> Duration(Span<byte> to, ReadOnlySpan<byte> name, TimeSpan? value, DurationUnit unit) =>
        value is { } duration ? Duration(to, name, duration, unit) : Null(to, name);

    /// <inheritdoc cref="LineWriter.Uuid(ReadOnlySpan{byte}, Guid)"/>
    public static Span<byte> Uuid(Span<byte> to, ReadOnlySpan<byte> name, Guid value)
    {
        ref var at = ref Start(to, name, UuidRoom);
        at = (byte)'"';
        value.TryFormat(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref at, 1), UuidRoom - 2), out _);
        Unsafe.Add(ref at, UuidRoom - 1) = (byte)'"';
        return Rest(to, name.Length + UuidRoom);
    }

    /// <inheritdoc cref="Uuid(Span{byte}, ReadOnlySpan{byte}, Guid)"/>
    public static Span<byte> Uuid(Span<byte> to, ReadOnlySpan<byte> name, Guid? value) => value is { } id ? Uuid(to, name, id) : Null(to, name);

    /// <inheritdoc cref="LineWriter.Digest(ReadOnlySpan{byte}, Sha256)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<byte> Digest(Span<byte> to, ReadOnlySpan<byte> name, scoped in Sha256 value)
    {
        ref var at = ref Start(to, name, DigestRoom);
        at = (byte)'"';
        HexText.Write(ref Unsafe.Add(ref at, 1), in value);
        Unsafe.Add(ref at, DigestRoom - 1) = (byte)'"';
        return Rest(to, name.Length + DigestRoom);
    }

    /// <inheritdoc cref="Digest(Span{byte}, ReadOnlySpan{byte}, in Sha256)"/>
    public static Span<byte> Digest(Span<byte> to, ReadOnlySpan<byte> name, Sha256? value) => value is { } digest ? Digest(to, name, in digest) : Null(to, name);

    /// <summary>A hashed field; see <see cref="LineWriter.Hashed"/>.</summary>
    public static Span<byte> Hashed(Span<byte> to, ReadOnlySpan<byte> name, HashedText value, PrivacyKey? key) => Digest(to, name, value.DigestUnder(key));

    /// <inheritdoc cref="LineWriter.Enum(ReadOnlySpan{byte}, EnumNames, int)"/>
    public static Span<byte> Enum(Span<byte> to, ReadOnlySpan<byte> name, EnumNames names, int member)
    {
        ArgumentNullException.ThrowIfNull(names);
        var text = names.Utf8(member);
        ref var at = ref Start(to, name, text.Length + 2);
        at = (byte)'"';
        text.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref at, 1), text.Length));
        Unsafe.Add(ref at, text.Length + 1) = (byte)'"';
        return Rest(to, name.Length + text.Length + 2);
    }

    /// <inheritdoc cref="Enum(Span{byte}, ReadOnlySpan{byte}, EnumNames, int)"/>
    public static Span<byte> Enum(Span<byte> to, ReadOnlySpan<byte> name, EnumNames names, int? member) =>
        member is { } place ? Enum(to, name, names, place) : Null(to, name);

    [DoesNotReturn]
    internal static void Overrun() => throw new InvalidOperationException("There is not the room that was asked for: the event changed while it was written.");

    /// <summary>Looks whether name and value have room, copies the name, and answers where the value goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref byte Start(Span<byte> to, ReadOnlySpan<byte> name, int valueLength)
    {
        if (to.Length < name.Length + valueLength) Overrun();
        ref var at = ref MemoryMarshal.GetReference(to);
        Unsafe.CopyBlockUnaligned(ref at, ref MemoryMarshal.GetReference(name), (uint)name.Length);
        return ref Unsafe.Add(ref at, name.Length);
    }

    /// <summary>The room behind what was written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Span<byte> Rest(Span<byte> to, int length) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(to), (nuint)(uint)length), to.Length - length);
}
