namespace Telemetry.Tools;

public ref partial struct LineWriter
{
    /// <summary>A CSV cell of text (RFC 4180), quoted only when it must be; nothing for <see langword="null"/>, <c>""</c> for the empty text.</summary>
    /// <param name="separator">A comma, or nothing before the first cell.</param>
    /// <param name="value">The text; half of a surrogate pair and NUL become U+FFFD.</param>
    public void CsvString(ReadOnlySpan<byte> separator, string? value) =>
        Close(CsvField.String(Open(checked(separator.Length + CsvField.TextRoom + (CsvField.UnitRoom * CsvField.Units(value)))), separator, value));

    /// <summary>A CSV cell of a number; see <see cref="Double(ReadOnlySpan{byte}, double)"/>.</summary>
    public void CsvDouble(ReadOnlySpan<byte> separator, double value) => Close(CsvField.Double(Open(separator.Length + JsonField.NumberRoom), separator, value));

    /// <summary>A CSV cell of a point in time; see <see cref="Timestamp(ReadOnlySpan{byte}, DateTimeOffset)"/>.</summary>
    public void CsvTimestamp(ReadOnlySpan<byte> separator, DateTimeOffset value) =>
        Close(CsvField.Timestamp(Open(separator.Length + JsonField.TimestampRoom), separator, value, ref this));

    /// <summary>A CSV cell of a day.</summary>
    public void CsvDate(ReadOnlySpan<byte> separator, DateOnly value) => Close(CsvField.Date(Open(separator.Length + JsonField.DateRoom), separator, value));

    /// <summary>A CSV cell of a UUID.</summary>
    public void CsvUuid(ReadOnlySpan<byte> separator, Guid value) => Close(CsvField.Uuid(Open(separator.Length + JsonField.UuidRoom), separator, value));

    /// <summary>A CSV cell of a digest.</summary>
    public void CsvDigest(ReadOnlySpan<byte> separator, Sha256? value) => Close(CsvField.Digest(Open(separator.Length + JsonField.DigestRoom), separator, value));

    /// <summary>A CSV cell of a hashed field; see <see cref="Hashed"/>.</summary>
    public void CsvHashed(ReadOnlySpan<byte> separator, HashedText value) => CsvDigest(separator, value.DigestUnder(_key));

    /// <summary>A CSV cell of an enum's member.</summary>
    public void CsvEnum(ReadOnlySpan<byte> separator, EnumNames names, int member)
    {
        ArgumentNullException.ThrowIfNull(names);
        CsvString(separator, names[member]);
    }

    /// <summary>A CSV cell that holds a value as JSON: a list, a map, an object, any JSON.</summary>
    public void CsvNested<T>(ReadOnlySpan<byte> separator, T value, ValueWriter<T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Literal(separator);
        if (value is null) return;
        var start = _position;
        write(ref this, value);
        QuoteFrom(start);
    }

    // What was written becomes one quoted cell, its quotes doubled; from behind, so that it can be done in place.
    private void QuoteFrom(int start)
    {
        var length = _position - start;
        var quotes = _buffer.AsSpan(start, length).Count((byte)'"');
        Open(quotes + 2);
        var cell = _buffer.AsSpan(start, length + quotes + 2);
        var to = cell.Length - 1;
        cell[to] = (byte)'"';
        for (var from = length - 1; from >= 0; from--)
        {
            cell[--to] = cell[from];
            if (cell[to] == '"') cell[--to] = (byte)'"';
        }

        cell[0] = (byte)'"';
        _position += quotes + 2;
    }
}
