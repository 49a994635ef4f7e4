using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Telemetry.Tools;

/// <summary>Writes cells one behind the other into room that <see cref="LineWriter.Open"/> made for a whole row. Used by generated code.</summary>
/// <remarks>As <see cref="JsonField"/>, which writes the numbers and flags of both formats; here is what CSV (RFC 4180) writes otherwise.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The methods are named after the schema's types.")]
public static class CsvField
{
    /// <summary>Room for a text beside what <see cref="Units"/> says.</summary>
    public const int TextRoom = CsvText.FixedRoom;

    /// <summary>Bytes that each of a text's units can need.</summary>
    public const int UnitRoom = CsvText.UnitRoom;

    /// <summary>How many times <see cref="UnitRoom"/> a text needs, whatever is in it, beside its <see cref="TextRoom"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Units(string? text) => text is null ? 0 : text.Length;

    /// <inheritdoc cref="JsonField.Room"/>
    public static int Room(EnumNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return TextRoom + (UnitRoom * names.LongestUtf8);
    }

    /// <inheritdoc cref="LineWriter.CsvString"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<byte> String(Span<byte> to, ReadOnlySpan<byte> separator, string? value)
    {
        if (value is null) return JsonField.Literal(to, separator);
        JsonField.Start(to, separator, TextRoom);
        return JsonField.Rest(to, separator.Length + CsvText.Write(to, separator.Length, value));
    }

    /// <inheritdoc cref="LineWriter.CsvDouble"/>
    public static Span<byte> Double(Span<byte> to, ReadOnlySpan<byte> separator, double value) =>
        double.IsFinite(value) ? JsonField.Double(to, separator, value) : String(to, separator, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A point in time; see <see cref="LineWriter.CsvTimestamp"/>.</summary>
    /// <param name="to">The free room.</param>
    /// <param name="separator">What stands before the value.</param>
    /// <param name="value">The time.</param>
    /// <param name="writer">Keeps the text of the day.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<byte> Timestamp(Span<byte> to, ReadOnlySpan<byte> separator, DateTimeOffset value, scoped ref LineWriter writer) =>
        JsonField.Rest(to, separator.Length + writer.WriteTimestamp(ref JsonField.Start(to, separator, TimeText.MaxLength), value.UtcTicks));

    /// <inheritdoc cref="LineWriter.CsvDate"/>
    public static Span<byte> Date(Span<byte> to, ReadOnlySpan<byte> separator, DateOnly value)
    {
        TimeText.WriteDate(ref JsonField.Start(to, separator, TimeText.DateLength), value.DayNumber);
        return JsonField.Rest(to, separator.Length + TimeText.DateLength);
    }

    /// <inheritdoc cref="LineWriter.CsvUuid"/>
    public static Span<byte> Uuid(Span<byte> to, ReadOnlySpan<byte> separator, Guid value)
    {
        const int Length = JsonField.UuidRoom - 2;
        value.TryFormat(MemoryMarshal.CreateSpan(ref JsonField.Start(to, separator, Length), Length), out _);
        return JsonField.Rest(to, separator.Length + Length);
    }

    /// <inheritdoc cref="LineWriter.CsvDigest"/>
    public static Span<byte> Digest(Span<byte> to, ReadOnlySpan<byte> separator, Sha256? value)
    {
        if (value is not { } digest) return JsonField.Literal(to, separator);
        HexText.Write(ref JsonField.Start(to, separator, HexText.Length), in digest);
        return JsonField.Rest(to, separator.Length + HexText.Length);
    }

    /// <inheritdoc cref="LineWriter.CsvHashed"/>
    public static Span<byte> Hashed(Span<byte> to, ReadOnlySpan<byte> separator, HashedText value, PrivacyKey? key) => Digest(to, separator, value.DigestUnder(key));

    /// <inheritdoc cref="LineWriter.CsvEnum"/>
    public static Span<byte> Enum(Span<byte> to, ReadOnlySpan<byte> separator, EnumNames names, int member)
    {
        ArgumentNullException.ThrowIfNull(names);
        return String(to, separator, names[member]);
    }
}
