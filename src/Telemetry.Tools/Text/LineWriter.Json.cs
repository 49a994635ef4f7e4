using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Telemetry.Tools;

/// <summary>Writes one element of a list or map.</summary>
/// <typeparam name="T">Type of the element.</typeparam>
/// <param name="writer">Where to.</param>
/// <param name="value">The element.</param>
public delegate void ValueWriter<in T>(ref LineWriter writer, T value);

[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The methods are named after the schema's types.")]
public ref partial struct LineWriter
{
    // A longer text is written in pieces, each with its own check, so that the buffer need not hold six times its length.
    private const int Piece = 4096;

    /// <summary>A JSON string; half of a surrogate pair becomes U+FFFD.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void String(ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
        {
            Null(name);
            return;
        }

        if (value.Length > Piece)
        {
            LongString(name, value);
            return;
        }

        ref var to = ref Open(name, JsonText.Room(value.Length) + 2);
        to = (byte)'"';
        var length = JsonText.Write(ref Unsafe.Add(ref to, 1), value);
        Unsafe.Add(ref to, length + 1) = (byte)'"';
        Close(name, length + 2);
    }

    /// <summary>A whole number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Integer(ReadOnlySpan<byte> name, long value) => Close(name, NumberText.Write(ref Open(name, NumberText.MaxLength), value));

    /// <inheritdoc cref="Integer(ReadOnlySpan{byte}, long)"/>
    public void Integer(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number) Integer(name, number);
        else Null(name);
    }

    /// <summary>A number, in the shortest text that reads as the same; NaN and the infinities as the strings <c>NaN Infinity -Infinity</c>.</summary>
    public void Double(ReadOnlySpan<byte> name, double value)
    {
        if (double.IsFinite(value)) Close(name, NumberText.Write(ref Open(name, NumberText.MaxLength), value));
        else String(name, value.ToString(CultureInfo.InvariantCulture));
    }

    /// <inheritdoc cref="Double(ReadOnlySpan{byte}, double)"/>
    public void Double(ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number) Double(name, number);
        else Null(name);
    }

    /// <summary>A decimal number with its scale.</summary>
    public void Decimal(ReadOnlySpan<byte> name, decimal value) => Close(name, NumberText.Write(ref Open(name, NumberText.MaxLength), value));

    /// <inheritdoc cref="Decimal(ReadOnlySpan{byte}, decimal)"/>
    public void Decimal(ReadOnlySpan<byte> name, decimal? value)
    {
        if (value is { } number) Decimal(name, number);
        else Null(name);
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Boolean(ReadOnlySpan<byte> name, bool value)
    {
        ref var to = ref Open(name, 8);
        Unsafe.WriteUnaligned(ref to, value ? TrueWord : FalseWord);
        Unsafe.Add(ref to, 4) = (byte)'e';
        Close(name, value ? 4 : 5);
    }

    /// <inheritdoc cref="Boolean(ReadOnlySpan{byte}, bool)"/>
    public void Boolean(ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag) Boolean(name, flag);
        else Null(name);
    }

    /// <summary>A point in time in UTC: <c>"2026-02-18T07:00:00.000Z"</c>, with 3, 6 or 7 decimals as the value needs.</summary>
    public void Timestamp(ReadOnlySpan<byte> name, DateTimeOffset value)
    {
        ref var to = ref Open(name, TimeText.MaxLength + 2);
        to = (byte)'"';
        var length = WriteTimestamp(ref Unsafe.Add(ref to, 1), value.UtcTicks);
        Unsafe.Add(ref to, length + 1) = (byte)'"';
        Close(name, length + 2);
    }

    /// <inheritdoc cref="Timestamp(ReadOnlySpan{byte}, DateTimeOffset)"/>
    public void Timestamp(ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } time) Timestamp(name, time);
        else Null(name);
    }

    /// <summary>A day: <c>"2026-02-18"</c>.</summary>
    public void Date(ReadOnlySpan<byte> name, DateOnly value)
    {
        ref var to = ref Open(name, 12);
        to = (byte)'"';
        TimeText.WriteDate(ref Unsafe.Add(ref to, 1), value.DayNumber);
        Unsafe.Add(ref to, 11) = (byte)'"';
        Close(name, 12);
    }

    /// <inheritdoc cref="Date(ReadOnlySpan{byte}, DateOnly)"/>
    public void Date(ReadOnlySpan<byte> name, DateOnly? value)
    {
        if (value is { } day) Date(name, day);
        else Null(name);
    }

    /// <summary>A duration as a number of units, exact to the tick of 100 ns.</summary>
    public void Duration(ReadOnlySpan<byte> name, TimeSpan value, DurationUnit unit) =>
        Close(name, NumberText.Write(ref Open(name, NumberText.MaxLength), value, unit));

    /// <inheritdoc cref="Duration(ReadOnlySpan{byte}, TimeSpan, DurationUnit)"/>
    public void Duration(ReadOnlySpan<byte> name, TimeSpan? value, DurationUnit unit)
    {
        if (value is { } duration) Duration(name, duration, unit);
        else Null(name);
    }

    /// <summary>A UUID as 8-4-4-4-12 in lower case.</summary>
    public void Uuid(ReadOnlySpan<byte> name, Guid value)
    {
        ref var to = ref Open(name, 38);
        to = (byte)'"';
        value.TryFormat(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, 1), 36), out _);
        Unsafe.Add(ref to, 37) = (byte)'"';
        Close(name, 38);
    }

    /// <inheritdoc cref="Uuid(ReadOnlySpan{byte}, Guid)"/>
    public void Uuid(ReadOnlySpan<byte> name, Guid? value)
    {
        if (value is { } id) Uuid(name, id);
        else Null(name);
    }

    /// <summary>A digest as 64 hexadecimal digits in lower case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Digest(ReadOnlySpan<byte> name, Sha256 value)
    {
        ref var to = ref Open(name, HexText.Length + 2);
        to = (byte)'"';
        HexText.Write(ref Unsafe.Add(ref to, 1), in value);
        Unsafe.Add(ref to, HexText.Length + 1) = (byte)'"';
        Close(name, HexText.Length + 2);
    }

    /// <inheritdoc cref="Digest(ReadOnlySpan{byte}, Tools.Sha256)"/>
    public void Digest(ReadOnlySpan<byte> name, Sha256? value)
    {
        if (value is { } digest) Digest(name, digest);
        else Null(name);
    }

    /// <summary>A hashed field: the raw value's digest under <see cref="Key"/>, never the value; <c>null</c> without a key.</summary>
    public void Hashed(ReadOnlySpan<byte> name, HashedText value) => Digest(name, value.DigestUnder(_key));

    /// <summary>A member of an enum by its place among the names; an empty string where it has none.</summary>
    public void Enum(ReadOnlySpan<byte> name, EnumNames names, int member)
    {
        ArgumentNullException.ThrowIfNull(names);
        var text = names.Utf8(member);
        ref var to = ref Open(name, text.Length + 2);
        to = (byte)'"';
        text.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, 1), text.Length));
        Unsafe.Add(ref to, text.Length + 1) = (byte)'"';
        Close(name, text.Length + 2);
    }

    /// <inheritdoc cref="Enum(ReadOnlySpan{byte}, EnumNames, int)"/>
    public void Enum(ReadOnlySpan<byte> name, EnumNames names, int? member)
    {
        if (member is { } place) Enum(name, names, place);
        else Null(name);
    }

    /// <summary>A JSON value from its text, on one line; text that is not JSON is written as a JSON string.</summary>
    public void Json(ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
        {
            Null(name);
            return;
        }

        var utf8 = Encoding.UTF8.GetBytes(value);
        if (!JsonScanner.IsDocument(utf8))
        {
            String(name, value);
            return;
        }

        Close(name, JsonScanner.CopyCompact(utf8, ref Open(name, utf8.Length)));
    }

    /// <summary>A nested object.</summary>
    public void Object<T>(ReadOnlySpan<byte> name, T? value)
        where T : class, ITelemetryObject<T>
    {
        if (value is null)
        {
            Null(name);
            return;
        }

        Literal(name);
        T.WriteJson(value, ref this);
    }

    /// <summary>A list.</summary>
    public void List<T>(ReadOnlySpan<byte> name, IReadOnlyList<T>? value, ValueWriter<T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (value is null)
        {
            Null(name);
            return;
        }

        Literal(name);
        Literal("["u8);
        for (var i = 0; i < value.Count; i++)
        {
            if (i > 0) Literal(","u8);
            write(ref this, value[i]);
        }

        Literal("]"u8);
    }

    /// <summary>A map from text to values, as an object.</summary>
    public void Map<T>(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, T>? value, ValueWriter<T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (value is null)
        {
            Null(name);
            return;
        }

        Literal(name);
        Literal("{"u8);
        var isFirst = true;
        foreach (var (key, item) in value)
        {
            String(isFirst ? default : ","u8, key);
            Literal(":"u8);
            write(ref this, item);
            isFirst = false;
        }

        Literal("}"u8);
    }

    /// <summary><c>null</c>.</summary>
    public void Null(ReadOnlySpan<byte> name)
    {
        Unsafe.WriteUnaligned(ref Open(name, 4), NullWord);
        Close(name, 4);
    }

    private static uint TrueWord => MemoryMarshal.Read<uint>("true"u8);

    private static uint FalseWord => MemoryMarshal.Read<uint>("fals"u8);

    private static uint NullWord => MemoryMarshal.Read<uint>("null"u8);

    private void LongString(ReadOnlySpan<byte> name, string value)
    {
        Literal(name);
        Literal("\""u8);
        for (var rest = value.AsSpan(); rest.Length > 0;)
        {
            var length = Math.Min(rest.Length, Piece);
            if (length < rest.Length && char.IsHighSurrogate(rest[length - 1])) length--;
            Close(default, JsonText.Write(ref Open(default, JsonText.Room(length)), rest[..length]));
            rest = rest[length..];
        }

        Literal("\""u8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int WriteTimestamp(ref byte to, long ticks)
    {
        var day = (int)(ticks / TimeSpan.TicksPerDay);
        if (day + 1 != _dayPlusOne) KeepDate(day);
        Unsafe.WriteUnaligned(ref to, _dateStart);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, 8), _dateEnd);
        return 10 + TimeText.WriteTime(ref Unsafe.Add(ref to, 10), ticks - (day * TimeSpan.TicksPerDay));
    }

    private void KeepDate(int day)
    {
        Span<byte> text = stackalloc byte[10];
        TimeText.WriteDate(ref MemoryMarshal.GetReference(text), day);
        _dateStart = MemoryMarshal.Read<ulong>(text);
        _dateEnd = MemoryMarshal.Read<ushort>(text[8..]);
        _dayPlusOne = day + 1;
    }
}
