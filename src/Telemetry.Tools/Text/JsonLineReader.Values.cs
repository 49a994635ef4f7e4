using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Telemetry.Tools;

/// <summary>Reads one element of a list or map.</summary>
/// <typeparam name="T">Type of the element.</typeparam>
/// <param name="reader">Where from.</param>
/// <param name="value">The element.</param>
public delegate bool ValueReader<T>(ref JsonLineReader reader, out T value);

[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The methods are named after the schema's types.")]
public ref partial struct JsonLineReader
{
    /// <summary>Text; half of an escaped surrogate pair becomes U+FFFD.</summary>
    public bool String(out string value)
    {
        if (TryPlain(out var text))
        {
            value = Utf8Text.FromAscii(text);
            return true;
        }

        return AnyString(out value);
    }

    /// <inheritdoc cref="String(out string)"/>
    public bool NullableString(out string? value) => Null(out value) || String(out value!);

    /// <summary>A whole number of 64 bits.</summary>
    public bool Int64(out long value)
    {
        var length = NumberText.Read(Rest, out value);
        _position += length;
        return length > 0 || WrongNumber();
    }

    /// <inheritdoc cref="Int64"/>
    public bool NullableInt64(out long? value)
    {
        if (Null(out value)) return true;
        var isRead = Int64(out var number);
        value = number;
        return isRead;
    }

    /// <summary>A whole number of 32 bits.</summary>
    public bool Int32(out int value)
    {
        var isRead = Int64(out var number);
        value = (int)number;
        return isRead && (value == number || Fail("out of range"));
    }

    /// <inheritdoc cref="Int32"/>
    public bool NullableInt32(out int? value)
    {
        if (Null(out value)) return true;
        var isRead = Int32(out var number);
        value = number;
        return isRead;
    }

    /// <summary>A number, or one of the strings <c>NaN Infinity -Infinity</c>.</summary>
    public bool Double(out double value)
    {
        var length = NumberText.Read(Rest, out value);
        _position += length;
        return length > 0 || NotFinite(out value);
    }

    /// <inheritdoc cref="Double"/>
    public bool NullableDouble(out double? value)
    {
        if (Null(out value)) return true;
        var isRead = Double(out var number);
        value = number;
        return isRead;
    }

    /// <summary>A decimal number with its scale.</summary>
    public bool Decimal(out decimal value)
    {
        var length = NumberText.Read(Rest, out value);
        _position += length;
        return length > 0 || WrongNumber();
    }

    /// <inheritdoc cref="Decimal"/>
    public bool NullableDecimal(out decimal? value)
    {
        if (Null(out value)) return true;
        var isRead = Decimal(out var number);
        value = number;
        return isRead;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Boolean(out bool value)
    {
        value = Expect("true"u8);
        return value || Expect("false"u8) || WrongType();
    }

    /// <inheritdoc cref="Boolean"/>
    public bool NullableBoolean(out bool? value)
    {
        if (Null(out value)) return true;
        var isRead = Boolean(out var flag);
        value = flag;
        return isRead;
    }

    /// <summary>A point in time: ISO 8601 with any offset (none = UTC), up to 9 decimals. Its offset is zero afterwards.</summary>
    public bool Timestamp(out DateTimeOffset value)
    {
        if (TryPlain(out var text)) return TimeText.TryRead(text, out value) || Fail("not a timestamp");
        value = default;
        return AnyString(out var escaped) && (TimeText.TryRead(Encoding.UTF8.GetBytes(escaped), out value) || Fail("not a timestamp"));
    }

    /// <inheritdoc cref="Timestamp"/>
    public bool NullableTimestamp(out DateTimeOffset? value)
    {
        if (Null(out value)) return true;
        var isRead = Timestamp(out var time);
        value = time;
        return isRead;
    }

    /// <summary>A day, yyyy-MM-dd.</summary>
    public bool Date(out DateOnly value)
    {
        value = default;
        return Text(out var text) && (TimeText.TryReadDate(text, out value) || Fail("not a date"));
    }

    /// <inheritdoc cref="Date"/>
    public bool NullableDate(out DateOnly? value)
    {
        if (Null(out value)) return true;
        var isRead = Date(out var day);
        value = day;
        return isRead;
    }

    /// <summary>A duration as a number of units.</summary>
    public bool Duration(DurationUnit unit, out TimeSpan value)
    {
        var length = NumberText.Read(Rest, unit, out value);
        _position += length;
        return length > 0 || WrongNumber();
    }

    /// <inheritdoc cref="Duration"/>
    public bool NullableDuration(DurationUnit unit, out TimeSpan? value)
    {
        if (Null(out value)) return true;
        var isRead = Duration(unit, out var duration);
        value = duration;
        return isRead;
    }

    /// <summary>A UUID, 8-4-4-4-12.</summary>
    public bool Uuid(out Guid value)
    {
        value = default;
        return Text(out var text) && (Guid.TryParseExact(Encoding.UTF8.GetString(text), "D", out value) || Fail("not a uuid"));
    }

    /// <inheritdoc cref="Uuid"/>
    public bool NullableUuid(out Guid? value)
    {
        if (Null(out value)) return true;
        var isRead = Uuid(out var id);
        value = id;
        return isRead;
    }

    /// <summary>A digest: 64 hexadecimal digits of either case.</summary>
    public bool Digest(out Sha256 value)
    {
        var rest = Rest;
        if (rest.Length >= HexText.Length + 2 && rest[0] == '"' && rest[HexText.Length + 1] == '"' && HexText.TryRead(rest.Slice(1, HexText.Length), out value))
        {
            _position += HexText.Length + 2;
            return true;
        }

        return OtherDigest(out value);
    }

    /// <inheritdoc cref="Digest"/>
    public bool NullableDigest(out Sha256? value)
    {
        if (Null(out value)) return true;
        var isRead = Digest(out var digest);
        value = digest;
        return isRead;
    }

    /// <summary>A hashed field: the digest that was written, or <c>null</c> where there was no key.</summary>
    public bool Hashed(out HashedText value)
    {
        var isRead = NullableDigest(out var digest);
        value = HashedText.OfDigest(digest);
        return isRead;
    }

    /// <summary>A member of a closed enum, by its number; another text is an error.</summary>
    public bool Enum(EnumNames names, out int member)
    {
        ArgumentNullException.ThrowIfNull(names);
        member = -1;
        if (!Text(out var text)) return false;
        member = names.IndexOf(text);
        return member >= 0 || Fail("unknown value");
    }

    /// <summary>The text of an open enum; a known one without making a new string.</summary>
    public bool OpenEnum(EnumNames names, out string text)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (!TryPlain(out var utf8)) return AnyString(out text);
        var member = names.IndexOf(utf8);
        text = member >= 0 ? names[member] : Utf8Text.FromAscii(utf8);
        return true;
    }

    /// <summary>Any JSON value, as text without white space between its tokens.</summary>
    public bool Json(out string value)
    {
        value = "null";
        var length = JsonScanner.ValueLength(Rest, _depth);
        if (length == 0) return Fail("not JSON");
        var json = Rest[..length];
        _position += length;
        return TryCompact(json, out value) || Fail("not UTF-8");
    }

    /// <inheritdoc cref="Json"/>
    public bool NullableJson(out string? value) => Null(out value) || Json(out value!);

    /// <summary>A nested object.</summary>
    public bool Object<T>([NotNullWhen(true)] out T? value)
        where T : class, ITelemetryObject<T>
    {
        var field = _field;
        var isRead = T.TryReadJson(ref this, out value);
        _field = field;
        return isRead && value is not null;
    }

    /// <inheritdoc cref="Object{T}"/>
    public bool NullableObject<T>(out T? value)
        where T : class, ITelemetryObject<T> => Null(out value) || Object(out value);

    /// <summary>A list.</summary>
    public bool List<T>(ValueReader<T> read, out IReadOnlyList<T> value)
    {
        ArgumentNullException.ThrowIfNull(read);
        value = [];
        if (!BeginList()) return false;
        if (TryLeave((byte)']')) return true;
        var items = new List<T>();
        do
        {
            SkipSpace();
            if (!read(ref this, out var item)) return false;
            items.Add(item);
            SkipSpace();
        }
        while (Expect(","u8));
        value = items;
        return TryLeave((byte)']') || Fail("not JSON");
    }

    /// <summary>A map from text to values; of a key that is there twice the last one counts.</summary>
    public bool Map<T>(ValueReader<T> read, out IReadOnlyDictionary<string, T> value)
    {
        ArgumentNullException.ThrowIfNull(read);
        var items = new Dictionary<string, T>(StringComparer.Ordinal);
        value = items;
        var field = _field;
        if (!BeginObject()) return false;
        while (TryName(out var name, out var isPlain))
        {
            if (Utf8Text.FromUtf8(name) is not { } key) return Fail("not UTF-8");
            if (!read(ref this, out var item)) return false;
            items[isPlain ? key : Unescape(name)] = item;
        }

        _field = field;
        return IsComplete;
    }

    // A string of plain ASCII without escapes, which is nearly every one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryPlain(out ReadOnlySpan<byte> text)
    {
        var rest = Rest;
        text = default;
        if (rest.IsEmpty || rest[0] != '"') return false;
        rest = rest[1..];
        var length = JsonScanner.PlainLength(rest);
        if ((uint)length >= (uint)rest.Length || rest[length] != '"') return false;
        text = rest[..length];
        _position += length + 2;
        return true;
    }

    /// <summary>Text in UTF-8, as <see cref="String"/> reads it.</summary>
    internal bool Text(out ReadOnlySpan<byte> text)
    {
        if (TryPlain(out text)) return true;
        if (!AnyString(out var other)) return false;
        text = Encoding.UTF8.GetBytes(other);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AnyString(out string value)
    {
        value = "";
        if (IsAtEnd || _line[_position] != '"') return WrongType();
        var length = JsonScanner.StringLength(Rest, out _);
        if (length == 0) return Fail("not JSON");
        var text = _line.Slice(_position + 1, length - 2);
        _position += length;
        if (Utf8Text.FromUtf8(text) is not { } raw) return Fail("not UTF-8");
        value = text.Contains((byte)'\\') ? Unescape(text) : raw;
        return true;
    }

    private bool OtherDigest(out Sha256 value)
    {
        value = default;
        return Text(out var text) && (HexText.TryRead(text, out value) || Fail("not a digest"));
    }

    private bool NotFinite(out double value)
    {
        value = Expect("\"NaN\""u8) ? double.NaN
            : Expect("\"Infinity\""u8) ? double.PositiveInfinity
            : Expect("\"-Infinity\""u8) ? double.NegativeInfinity
            : 0;
        return value != 0 || WrongNumber();
    }

    private bool WrongNumber() => JsonScanner.NumberLength(Rest) > 0 ? Fail("out of range") : WrongType();

    private bool BeginList()
    {
        if (IsAtEnd || _line[_position] != '[') return WrongType();
        if (++_depth > JsonScanner.MaxDepth) return Fail("too deep");
        _position++;
        return true;
    }

    private bool TryLeave(byte end)
    {
        SkipSpace();
        if (IsAtEnd || _line[_position] != end) return false;
        _position++;
        _depth--;
        return true;
    }

    private static bool TryCompact(ReadOnlySpan<byte> json, out string value)
    {
        var rented = ArrayPool<byte>.Shared.Rent(json.Length);
        var length = JsonScanner.CopyCompact(json, ref rented[0]);
        var text = Utf8Text.FromUtf8(rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
        value = text ?? "null";
        return text is not null;
    }

    // The text is valid UTF-8 with valid escapes: the scanner has been over it.
    private static string Unescape(ReadOnlySpan<byte> text)
    {
        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        var length = 0;
        while (!text.IsEmpty)
        {
            var escape = text.IndexOf((byte)'\\');
            var plain = escape < 0 ? text : text[..escape];
            length += Encoding.UTF8.GetChars(plain, rented.AsSpan(length));
            text = text[plain.Length..];
            if (!text.IsEmpty) UnescapeOne(ref text, rented, ref length);
        }

        var value = new string(rented, 0, length);
        ArrayPool<char>.Shared.Return(rented);
        return value;
    }

    private static void UnescapeOne(ref ReadOnlySpan<byte> text, char[] to, ref int length)
    {
        if (text[1] != 'u')
        {
            to[length++] = Escaped(text[1]);
            text = text[2..];
            return;
        }

        var unit = (char)JsonScanner.Hex(text[2..]);
        text = text[6..];
        if (char.IsHighSurrogate(unit) && text.StartsWith("\\u"u8) && JsonScanner.Hex(text[2..]) is var low && char.IsLowSurrogate((char)low))
        {
            to[length++] = unit;
            to[length++] = (char)low;
            text = text[6..];
            return;
        }

        to[length++] = char.IsSurrogate(unit) ? '\uFFFD' : unit;
    }

    private static char Escaped(byte letter) => letter switch
    {
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        _ => (char)letter,
    };
}
