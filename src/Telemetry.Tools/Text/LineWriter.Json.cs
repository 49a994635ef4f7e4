using System.Diagnostics.CodeAnalysis;
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
    /// <summary>A JSON string, or <c>null</c>; half of a surrogate pair becomes U+FFFD.</summary>
    public void String(ReadOnlySpan<byte> name, string? value)
    {
        var units = JsonField.Units(value);
        if (units > JsonField.Piece) units = JsonField.ExactUnits(value);
        Close(JsonField.String(Open(name.Length + JsonField.TextRoom + (JsonField.UnitRoom * units)), name, value));
    }

    /// <summary>A whole number.</summary>
    public void Integer(ReadOnlySpan<byte> name, long value) => Close(JsonField.Integer(Open(name.Length + JsonField.NumberRoom), name, value));

    /// <inheritdoc cref="Integer(ReadOnlySpan{byte}, long)"/>
    public void Integer(ReadOnlySpan<byte> name, long? value) => Close(JsonField.Integer(Open(name.Length + JsonField.NumberRoom), name, value));

    /// <summary>A number, in the shortest text that reads as the same; NaN and the infinities as the strings <c>NaN Infinity -Infinity</c>.</summary>
    public void Double(ReadOnlySpan<byte> name, double value) => Close(JsonField.Double(Open(name.Length + JsonField.NumberRoom), name, value));

    /// <inheritdoc cref="Double(ReadOnlySpan{byte}, double)"/>
    public void Double(ReadOnlySpan<byte> name, double? value) => Close(JsonField.Double(Open(name.Length + JsonField.NumberRoom), name, value));

    /// <summary>A decimal number with its scale.</summary>
    public void Decimal(ReadOnlySpan<byte> name, decimal value) => Close(JsonField.Decimal(Open(name.Length + JsonField.NumberRoom), name, value));

    /// <inheritdoc cref="Decimal(ReadOnlySpan{byte}, decimal)"/>
    public void Decimal(ReadOnlySpan<byte> name, decimal? value) => Close(JsonField.Decimal(Open(name.Length + JsonField.NumberRoom), name, value));

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public void Boolean(ReadOnlySpan<byte> name, bool value) => Close(JsonField.Boolean(Open(name.Length + JsonField.BooleanRoom), name, value));

    /// <inheritdoc cref="Boolean(ReadOnlySpan{byte}, bool)"/>
    public void Boolean(ReadOnlySpan<byte> name, bool? value) => Close(JsonField.Boolean(Open(name.Length + JsonField.BooleanRoom), name, value));

    /// <summary>A point in time in UTC: <c>"2026-02-18T07:00:00.000Z"</c>, with 3, 6 or 7 decimals as the value needs.</summary>
    public void Timestamp(ReadOnlySpan<byte> name, DateTimeOffset value) =>
        Close(JsonField.Timestamp(Open(name.Length + JsonField.TimestampRoom), name, value, ref this));

    /// <inheritdoc cref="Timestamp(ReadOnlySpan{byte}, DateTimeOffset)"/>
    public void Timestamp(ReadOnlySpan<byte> name, DateTimeOffset? value) =>
        Close(JsonField.Timestamp(Open(name.Length + JsonField.TimestampRoom), name, value, ref this));

    /// <summary>A day: <c>"2026-02-18"</c>.</summary>
    public void Date(ReadOnlySpan<byte> name, DateOnly value) => Close(JsonField.Date(Open(name.Length + JsonField.DateRoom), name, value));

    /// <inheritdoc cref="Date(ReadOnlySpan{byte}, DateOnly)"/>
    public void Date(ReadOnlySpan<byte> name, DateOnly? value) => Close(JsonField.Date(Open(name.Length + JsonField.DateRoom), name, value));

    /// <summary>A duration as a number of units, exact to the tick of 100 ns.</summary>
    public void Duration(ReadOnlySpan<byte> name, TimeSpan value, DurationUnit unit) =>
        Close(JsonField.Duration(Open(name.Length + JsonField.NumberRoom), name, value, unit));

    /// <inheritdoc cref="Duration(ReadOnlySpan{byte}, TimeSpan, DurationUnit)"/>
    public void Duration(ReadOnlySpan<byte> name, TimeSpan? value, DurationUnit unit) =>
        Close(JsonField.Duration(Open(name.Length + JsonField.NumberRoom), name, value, unit));

    /// <summary>A UUID as 8-4-4-4-12 in lower case.</summary>
    public void Uuid(ReadOnlySpan<byte> name, Guid value) => Close(JsonField.Uuid(Open(name.Length + JsonField.UuidRoom), name, value));

    /// <inheritdoc cref="Uuid(ReadOnlySpan{byte}, Guid)"/>
    public void Uuid(ReadOnlySpan<byte> name, Guid? value) => Close(JsonField.Uuid(Open(name.Length + JsonField.UuidRoom), name, value));

    /// <summary>A digest as 64 hexadecimal digits in lower case.</summary>
    public void Digest(ReadOnlySpan<byte> name, Sha256 value) => Close(JsonField.Digest(Open(name.Length + JsonField.DigestRoom), name, in value));

    /// <inheritdoc cref="Digest(ReadOnlySpan{byte}, Tools.Sha256)"/>
    public void Digest(ReadOnlySpan<byte> name, Sha256? value) => Close(JsonField.Digest(Open(name.Length + JsonField.DigestRoom), name, value));

    /// <summary>A hashed field: the raw value's digest under <see cref="Key"/>, never the value; <c>null</c> without a key.</summary>
    public void Hashed(ReadOnlySpan<byte> name, HashedText value) => Close(JsonField.Hashed(Open(name.Length + JsonField.DigestRoom), name, value, _key));

    /// <summary>A member of an enum by its place among the names; an empty string where it has none.</summary>
    public void Enum(ReadOnlySpan<byte> name, EnumNames names, int member) => Close(JsonField.Enum(Open(name.Length + JsonField.Room(names)), name, names, member));

    /// <inheritdoc cref="Enum(ReadOnlySpan{byte}, EnumNames, int)"/>
    public void Enum(ReadOnlySpan<byte> name, EnumNames names, int? member) => Close(JsonField.Enum(Open(name.Length + JsonField.Room(names)), name, names, member));

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

        Literal(name);
        var to = Open(utf8.Length);
        Close(to[JsonScanner.CopyCompact(utf8, ref MemoryMarshal.GetReference(to))..]);
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
    public void Null(ReadOnlySpan<byte> name) => Close(JsonField.Null(Open(name.Length + 4), name));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int WriteTimestamp(ref byte to, long ticks)
    {
        var day = (int)((ulong)ticks / TimeSpan.TicksPerDay);
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
