using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Telemetry.Tools;

/// <summary>Reads one CSV row by its header. Used by generated code; never throws on bad input.</summary>
/// <remarks>An empty cell without quotes is no value; <c>""</c> is the empty text.</remarks>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The methods are named after the schema's types.")]
public ref struct RowReader
{
    private readonly ReadOnlySpan<byte> _row;
    private readonly int[] _fields;
    private readonly FieldNames _names;
    private readonly IReadOnlyList<string> _columns;
    private CellScanner _cells;
    private int _column;
    private string? _reason;
    private string? _name;

    /// <summary>Starts at a row (without its line end).</summary>
    public RowReader(ReadOnlySpan<byte> row, CsvHeader header, FieldNames names)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(names);
        if (row.EndsWith("\r"u8)) row = row[..^1];
        _row = row;
        _fields = header.FieldsOf(names);
        _names = names;
        _columns = header.Columns;
        _cells = new CellScanner(row);
        _column = -1;
    }

    /// <summary>Stands at one cell of a row whose columns are not looked up.</summary>
    internal RowReader(ReadOnlySpan<byte> row, int at)
    {
        _row = row;
        (_fields, _names, _columns) = ([], NoNames, []);
        _cells = new CellScanner(row, at);
        IsAtCell = _cells.Next();
    }

    /// <summary>Whether there is the one cell.</summary>
    internal readonly bool IsAtCell { get; }

    /// <summary>Where the next cell begins.</summary>
    internal readonly int Position => _cells.Position;

    private static FieldNames NoNames { get; } = new();

    /// <summary>Goes to the next cell that has a value and a known column.</summary>
    /// <returns>The field's number; negative at the end of the row, or where it is broken (see <see cref="IsComplete"/>).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextField()
    {
        while (_cells.Next())
        {
            if ((uint)++_column >= (uint)_fields.Length) return TooMany();
            var field = _fields[_column];
            if (field >= 0 && (_cells.IsQuoted || !_cells.Raw.IsEmpty)) return field;
        }

        return -1;
    }

    /// <summary>The text of one of the row's cells: the kind of event it holds.</summary>
    /// <returns>Whether the row has the cell.</returns>
    public bool FindText(string column, [NotNullWhen(true)] out string? text)
    {
        text = null;
        var cells = new CellScanner(_row);
        foreach (var name in _columns)
        {
            if (!cells.Next()) break;
            if (name == column && (cells.IsQuoted || !cells.Raw.IsEmpty)) text = Utf8Text.FromUtf8(cells.Text());
        }

        if (text is not null) return true;
        (_reason, _name) = ("missing field", column);
        return false;
    }

    /// <summary>Whether the row came to its end without a fault.</summary>
    public bool IsComplete()
    {
        if (_reason is null && _cells.IsBroken) _reason = "not CSV";
        if (_reason is null && _row.IsEmpty) _reason = "empty line";
        return _reason is null;
    }

    /// <summary>Remembers which field could not be read.</summary>
    /// <returns>Always <see langword="false"/>.</returns>
    public bool FailAt(int field)
    {
        _reason ??= "wrong type";
        _name ??= _names[field];
        return false;
    }

    /// <inheritdoc cref="JsonLineReader.HasMissing"/>
    public bool HasMissing(int first, ulong required, ulong seen)
    {
        var missing = required & ~seen;
        if (missing == 0) return false;
        (_reason, _name) = ("missing field", _names[first + System.Numerics.BitOperations.TrailingZeroCount(missing)]);
        return true;
    }

    /// <summary>The end of a row that cannot be read.</summary>
    public readonly ReadStatus Reject(out ReadError error)
    {
        error = _row.Contains((byte)0) ? new ReadError("NUL bytes") : new ReadError(_reason ?? "wrong type", _name);
        return ReadStatus.Rejected;
    }

    /// <summary>Text.</summary>
    public bool String(out string value)
    {
        var cell = _cells.Text();
        if (JsonScanner.PlainLength(cell) == cell.Length)
        {
            value = Utf8Text.FromAscii(cell);
            return true;
        }

        value = (cell.Contains((byte)0) ? null : Utf8Text.FromUtf8(cell)) ?? "";
        return value.Length > 0 || Fail("not UTF-8");
    }

    /// <summary>A whole number of 64 bits.</summary>
    public bool Int64(out long value)
    {
        var cell = Trimmed();
        return NumberText.Read(cell, out value) == cell.Length && cell.Length > 0;
    }

    /// <summary>A whole number of 32 bits.</summary>
    public bool Int32(out int value)
    {
        var isRead = Int64(out var number);
        value = (int)number;
        return isRead && (value == number || Fail("out of range"));
    }

    /// <summary>A number, or <c>NaN Infinity -Infinity</c>.</summary>
    public bool Double(out double value)
    {
        var cell = Trimmed();
        if (cell.Length > 0 && NumberText.Read(cell, out value) == cell.Length) return true;
        value = cell.SequenceEqual("NaN"u8) ? double.NaN
            : cell.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
            : cell.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity
            : 0;
        return value != 0;
    }

    /// <summary>A decimal number with its scale.</summary>
    public bool Decimal(out decimal value)
    {
        var cell = Trimmed();
        return NumberText.Read(cell, out value) == cell.Length && cell.Length > 0;
    }

    /// <summary><c>true</c> or <c>false</c>, in any case.</summary>
    public bool Boolean(out bool value)
    {
        var cell = _cells.Raw;
        value = cell.SequenceEqual("true"u8);
        return value || cell.SequenceEqual("false"u8) || OtherBoolean(out value);
    }

    /// <inheritdoc cref="JsonLineReader.Timestamp"/>
    public bool Timestamp(out DateTimeOffset value) => TimeText.TryRead(Trimmed(), out value) || Fail("not a timestamp");

    /// <inheritdoc cref="JsonLineReader.Date"/>
    public bool Date(out DateOnly value) => TimeText.TryReadDate(Trimmed(), out value) || Fail("not a date");

    /// <inheritdoc cref="JsonLineReader.Duration"/>
    public bool Duration(DurationUnit unit, out TimeSpan value)
    {
        var cell = Trimmed();
        return NumberText.Read(cell, unit, out value) == cell.Length && cell.Length > 0;
    }

    /// <inheritdoc cref="JsonLineReader.Uuid"/>
    public bool Uuid(out Guid value) => Guid.TryParseExact(Encoding.UTF8.GetString(Trimmed()), "D", out value) || Fail("not a uuid");

    /// <inheritdoc cref="JsonLineReader.Digest"/>
    public bool Digest(out Sha256 value) => HexText.TryRead(Trimmed(), out value) || Fail("not a digest");

    /// <inheritdoc cref="JsonLineReader.Hashed"/>
    public bool Hashed(out HashedText value)
    {
        var isRead = Digest(out var digest);
        value = HashedText.OfDigest(digest);
        return isRead;
    }

    /// <inheritdoc cref="JsonLineReader.Enum"/>
    public bool Enum(EnumNames names, out int member)
    {
        ArgumentNullException.ThrowIfNull(names);
        member = names.IndexOf(_cells.Text());
        return member >= 0 || Fail("unknown value");
    }

    /// <inheritdoc cref="JsonLineReader.OpenEnum"/>
    public bool OpenEnum(EnumNames names, out string text)
    {
        ArgumentNullException.ThrowIfNull(names);
        var member = names.IndexOf(_cells.Text());
        if (member < 0) return String(out text);
        text = names[member];
        return true;
    }

    /// <summary>A value that stands in its cell as JSON: a list, a map, an object, any JSON.</summary>
    public bool Nested<T>(ValueReader<T> read, out T value)
    {
        ArgumentNullException.ThrowIfNull(read);
        var json = _cells.Text();
        value = default!;
        if (!Utf8.IsValid(json)) return Fail("not UTF-8");
        var reader = new JsonLineReader(json);
        return (read(ref reader, out value) && reader.End()) || Fail(reader.Error.Reason);
    }

    private readonly ReadOnlySpan<byte> Trimmed() => _cells.Raw.Trim((byte)' ');

    private readonly bool OtherBoolean(out bool value)
    {
        var cell = Trimmed();
        value = Ascii.EqualsIgnoreCase(cell, "true"u8);
        return value || Ascii.EqualsIgnoreCase(cell, "false"u8);
    }

    private int TooMany()
    {
        _reason = "more cells than columns";
        return -1;
    }

    private bool Fail(string reason)
    {
        _reason ??= reason;
        return false;
    }
}
