using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Telemetry.Tools.Server;

/// <summary>The six dimensions that rollups are kept by, as one run of bytes: each with its length in front, null as the largest length.
/// A series stands for one combination of them in one tenant and stream; its key is a digest of all eight.</summary>
internal static class SeriesDimensions
{
    /// <summary>Columns of the table <c>series</c>, in order.</summary>
    public static readonly string[] Names = ["user_id", "project_id", "prompt_id", "model_provider", "model", "endpoint"];

    /// <summary>Place of the prompt among them.</summary>
    public const int Prompt = 2;

    private const ushort Null = ushort.MaxValue;

    /// <summary>Appends one value.</summary>
    public static void Append(IBufferWriter<byte> bytes, ReadOnlySpan<byte> value, bool isNull)
    {
        var span = bytes.GetSpan(2 + value.Length);
        BinaryPrimitives.WriteUInt16BigEndian(span, isNull ? Null : (ushort)value.Length);
        value.CopyTo(span[2..]);
        bytes.Advance(2 + value.Length);
    }

    /// <summary>Key of a series.</summary>
    public static UInt128 KeyOf(ReadOnlySpan<byte> scope, ReadOnlySpan<byte> dimensions)
    {
        Span<byte> text = stackalloc byte[1024];
        var length = scope.Length + dimensions.Length;
        if (length > text.Length) text = new byte[length];
        scope.CopyTo(text);
        dimensions.CopyTo(text[scope.Length..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    /// <summary>What stands before the dimensions in the digest, so that tenants never share a series.</summary>
    public static byte[] ScopeOf(string tenant, string stream) => SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}\0{stream}"));

    /// <summary>The values, in order.</summary>
    public static string?[] Decode(ReadOnlySpan<byte> bytes)
    {
        var values = new string?[Names.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes);
            bytes = bytes[2..];
            if (length == Null) continue;
            values[i] = Encoding.UTF8.GetString(bytes[..length]);
            bytes = bytes[length..];
        }

        return values;
    }
}
