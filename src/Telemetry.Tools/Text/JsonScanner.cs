using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telemetry.Tools;

/// <summary>Walks over JSON (RFC 8259) without taking values out of it.</summary>
internal static class JsonScanner
{
    /// <summary>Objects and lists inside one another, at most.</summary>
    internal const int MaxDepth = 64;

    /// <summary>Index of the first byte that is not plain ASCII inside a string: the closing quote, an escape, a control character, a byte from 0x80 on; or the length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int PlainLength(ReadOnlySpan<byte> text)
    {
        ref var from = ref MemoryMarshal.GetReference(text);
        var at = 0;
        for (; text.Length - at >= 32; at += 32)
        {
            var special = Special(Vector256.LoadUnsafe(ref from, (nuint)at)).ExtractMostSignificantBits();
            if (special != 0) return at + BitOperations.TrailingZeroCount(special);
        }

        for (; text.Length - at >= 16; at += 16)
        {
            var special = Special(Vector128.LoadUnsafe(ref from, (nuint)at)).ExtractMostSignificantBits();
            if (special != 0) return at + BitOperations.TrailingZeroCount(special);
        }

        for (; at < text.Length; at++)
        {
            var next = Unsafe.Add(ref from, at);
            if (next is < 0x20 or >= 0x80 or (byte)'"' or (byte)'\\') return at;
        }

        return at;
    }

    /// <summary>Length of the number at the start, by JSON's grammar; 0 = none.</summary>
    internal static int NumberLength(ReadOnlySpan<byte> text)
    {
        var at = !text.IsEmpty && text[0] == '-' ? 1 : 0;
        var whole = DigitCount(text[at..]);
        if (whole == 0 || (whole > 1 && text[at] == '0')) return 0;
        at += whole;
        if (at < text.Length && text[at] == '.')
        {
            var decimals = DigitCount(text[(at + 1)..]);
            if (decimals == 0) return 0;
            at += decimals + 1;
        }

        if (at == text.Length || (text[at] | 0x20) != 'e') return at;
        at++;
        if (at < text.Length && text[at] is (byte)'+' or (byte)'-') at++;
        var exponent = DigitCount(text[at..]);
        return exponent == 0 ? 0 : at + exponent;
    }

    /// <summary>Length of the string at the start with both quotes, escapes checked; 0 = none, or not closed.</summary>
    internal static int StringLength(ReadOnlySpan<byte> text, out bool isPlain)
    {
        isPlain = true;
        if (text.IsEmpty || text[0] != '"') return 0;
        var at = 1;
        while (true)
        {
            at += PlainLength(text[at..]);
            if (at == text.Length || text[at] < 0x20) return 0;
            if (text[at] == '"') return at + 1;
            isPlain = false;
            if (text[at] >= 0x80)
            {
                at++;
                continue;
            }

            var escape = EscapeLength(text[at..]);
            if (escape == 0) return 0;
            at += escape;
        }
    }

    /// <summary>Length of the value at the start, whatever it is; 0 = none, or too deep. No white space before it.</summary>
    /// <param name="text">Where the value starts.</param>
    /// <param name="depth">Objects and lists around it.</param>
    internal static int ValueLength(ReadOnlySpan<byte> text, int depth)
    {
        if (text.IsEmpty) return 0;
        return text[0] switch
        {
            (byte)'"' => StringLength(text, out _),
            (byte)'{' or (byte)'[' when depth >= MaxDepth => 0,
            (byte)'{' => ObjectLength(text, depth + 1),
            (byte)'[' => ListLength(text, depth + 1),
            (byte)'t' => text.StartsWith("true"u8) ? 4 : 0,
            (byte)'f' => text.StartsWith("false"u8) ? 5 : 0,
            (byte)'n' => text.StartsWith("null"u8) ? 4 : 0,
            _ => NumberLength(text),
        };
    }

    /// <summary>Whether the text is one JSON value and nothing else but white space.</summary>
    internal static bool IsDocument(ReadOnlySpan<byte> text)
    {
        var at = SpaceLength(text);
        var value = ValueLength(text[at..], 0);
        at += value;
        return value > 0 && at + SpaceLength(text[at..]) == text.Length;
    }

    /// <summary>Copies valid JSON without the white space between its tokens.</summary>
    /// <returns>Number of bytes written, at most as many as were read.</returns>
    internal static int CopyCompact(ReadOnlySpan<byte> json, ref byte to)
    {
        var written = 0;
        for (var at = 0; at < json.Length; at++)
        {
            if (json[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') continue;
            var length = json[at] == '"' ? StringLength(json[at..], out _) : 1;
            json.Slice(at, length).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, written), length));
            written += length;
            at += length - 1;
        }

        return written;
    }

    /// <summary>Length of the white space at the start.</summary>
    internal static int SpaceLength(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') at++;
        return at;
    }

    /// <summary>Four hexadecimal digits, or -1.</summary>
    internal static int Hex(ReadOnlySpan<byte> text)
    {
        if (text.Length < 4) return -1;
        var value = 0;
        foreach (var digit in text[..4])
        {
            var nibble = HexDigit(digit);
            if (nibble < 0) return -1;
            value = (value << 4) | nibble;
        }

        return value;
    }

    private static int HexDigit(byte digit)
    {
        if ((uint)(digit - '0') <= 9) return digit - '0';
        var letter = (digit | 0x20) - 'a';
        return (uint)letter <= 5 ? letter + 10 : -1;
    }

    private static int DigitCount(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && (uint)(text[at] - '0') <= 9) at++;
        return at;
    }

    private static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2) return 0;
        return text[1] switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => 2,
            (byte)'u' => Hex(text[2..]) >= 0 ? 6 : 0,
            _ => 0,
        };
    }

    private static int ObjectLength(ReadOnlySpan<byte> text, int depth)
    {
        var at = 1 + SpaceLength(text[1..]);
        if (at < text.Length && text[at] == '}') return at + 1;
        while (true)
        {
            var name = StringLength(text[at..], out _);
            if (name == 0) return 0;
            at += name;
            at += SpaceLength(text[at..]);
            if (at == text.Length || text[at++] != ':') return 0;
            if (!TryItem(text, depth, ref at, (byte)'}', out var isLast)) return 0;
            if (isLast) return at;
        }
    }

    private static int ListLength(ReadOnlySpan<byte> text, int depth)
    {
        var at = 1 + SpaceLength(text[1..]);
        if (at < text.Length && text[at] == ']') return at + 1;
        while (true)
        {
            if (!TryItem(text, depth, ref at, (byte)']', out var isLast)) return 0;
            if (isLast) return at;
        }
    }

    // One value and what follows it: a comma and its space, or the end.
    private static bool TryItem(ReadOnlySpan<byte> text, int depth, ref int at, byte end, out bool isLast)
    {
        isLast = false;
        at += SpaceLength(text[at..]);
        var value = ValueLength(text[at..], depth);
        if (value == 0) return false;
        at += value;
        at += SpaceLength(text[at..]);
        if (at == text.Length) return false;
        isLast = text[at] == end;
        if (!isLast && text[at] != ',') return false;
        at++;
        if (!isLast) at += SpaceLength(text[at..]);
        return true;
    }

    /// <summary>Which bytes are not plain: as signed bytes, control characters and everything from 0x80 on are less than a space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Special(Vector128<byte> bytes) =>
        Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)0x20)).AsByte()
        | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
        | Vector128.Equals(bytes, Vector128.Create((byte)'\\'));

    /// <inheritdoc cref="Special(Vector128{byte})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<byte> Special(Vector256<byte> bytes) =>
        Vector256.LessThan(bytes.AsSByte(), Vector256.Create((sbyte)0x20)).AsByte()
        | Vector256.Equals(bytes, Vector256.Create((byte)'"'))
        | Vector256.Equals(bytes, Vector256.Create((byte)'\\'));
}
