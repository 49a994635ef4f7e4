using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>Tells whether a file still begins with what was read of it.</summary>
internal static class Fingerprint
{
    /// <summary>Bytes that are compared at the start and before the place that was reached.</summary>
    public const int Window = 4096;

    public static (string Head, string Tail) Of(SafeFileHandle file, long offset)
    {
        var size = (int)Math.Min(Window, offset);
        return (Hash(file, 0, size), Hash(file, offset - size, size));
    }

    /// <summary>Whether the file holds what the state says was read.</summary>
    public static bool Matches(SafeFileHandle file, ImportState state) =>
        RandomAccess.GetLength(file) >= state.Offset && Of(file, state.Offset) == (state.Head, state.Tail);

    /// <summary>64 bits of a line's SHA-256.</summary>
    public static ulong OfLine(ReadOnlySpan<byte> line)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(line, hash);
        return BitConverter.ToUInt64(hash);
    }

    private static string Hash(SafeFileHandle file, long offset, int size)
    {
        var bytes = new byte[size];
        var read = 0;
        while (read < size && RandomAccess.Read(file, bytes.AsSpan(read), offset + read) is > 0 and var count) read += count;
        return Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, read)));
    }
}
