using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telemetry.Tools.Analytics;

/// <summary>A bit for each byte of a window: whether a text that runs up to it ends there or is no plain one (a quote, a backslash, a control character, anything
/// beyond ASCII). Made for many bytes at once, so that the end of a text is one look at the bits and does not wait for its bytes.</summary>
internal static class TextMarks
{
    /// <summary>Bytes that the marks of a window take; some more than a bit each, for whoever looks at many at once.</summary>
    public static int SizeFor(int window) => (window / 8) + 16;

    /// <summary>Makes the marks of a window.</summary>
    /// <param name="window">As many bytes as a multiple of 64.</param>
    /// <param name="marks">At least an eighth of that.</param>
    public static void Make(ReadOnlySpan<byte> window, Span<byte> marks)
    {
        if (Vector512.IsHardwareAccelerated) MakeWide(window, marks);
        else MakeNarrow(window, marks);
    }

    /// <summary>The same, 64 bytes at once.</summary>
    public static void MakeWide(ReadOnlySpan<byte> window, Span<byte> marks)
    {
        var texts = MemoryMarshal.Cast<byte, Vector512<byte>>(window);
        var bits = MemoryMarshal.Cast<byte, ulong>(marks)[..texts.Length];
        for (var i = 0; i < texts.Length; i++) bits[i] = Special(texts[i]).ExtractMostSignificantBits();
    }

    /// <summary>The same, 32 bytes at once.</summary>
    public static void MakeNarrow(ReadOnlySpan<byte> window, Span<byte> marks)
    {
        var texts = MemoryMarshal.Cast<byte, Vector256<byte>>(window);
        var bits = MemoryMarshal.Cast<byte, uint>(marks)[..texts.Length];
        for (var i = 0; i < texts.Length; i++) bits[i] = Special(texts[i]).ExtractMostSignificantBits();
    }

    // As signed bytes, control characters and everything from 0x80 on are less than a space.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Special(Vector256<byte> text) =>
        Vector256.LessThan(text.AsSByte(), Vector256.Create((sbyte)0x20)).AsByte()
        | Vector256.Equals(text, Vector256.Create((byte)'"'))
        | Vector256.Equals(text, Vector256.Create((byte)'\\'));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Special(Vector512<byte> text) =>
        Vector512.LessThan(text.AsSByte(), Vector512.Create((sbyte)0x20)).AsByte()
        | Vector512.Equals(text, Vector512.Create((byte)'"'))
        | Vector512.Equals(text, Vector512.Create((byte)'\\'));
}
