using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telemetry.Tools.Analytics;

/// <summary>What a step of a fast plan reads.</summary>
internal enum FastKind : byte
{
    Text,
    ClosedEnum,
    Int32,
    Int64,
    Double,
    Decimal,
    Bool,
    Timestamp,
    Date,
    Duration,
    Uuid,
    Digest,
    Nested,
    Object,

    /// <summary>Bytes that always stand there.</summary>
    Fixed,
}

/// <summary>One field of an event as generated code writes it: the bytes before its value, and what the value is.</summary>
internal struct FastStep
{
    private const int Width = 32;

    private Vector256<byte> _start;
    private Vector256<byte> _mask;
    private byte[] _rest;

    public FastKind Kind;
    public bool AcceptsNull;
    public bool IsOptional;

    /// <summary>Where the value goes in a row; -1 = it is only checked.</summary>
    public int Slot;

    /// <summary>Length of the bytes before the value.</summary>
    public int Length;

    public FieldNode Field;

    /// <summary>Steps of an object's fields.</summary>
    public FastStep[] Children;

    public void SetLiteral(byte[] literal)
    {
        Span<byte> start = stackalloc byte[Width];
        Span<byte> mask = stackalloc byte[Width];
        start.Clear();
        mask.Clear();
        var length = Math.Min(Width, literal.Length);
        literal.AsSpan(0, length).CopyTo(start);
        mask[..length].Fill(0xFF);
        _start = Vector256.Create<byte>(start);
        _mask = Vector256.Create<byte>(mask);
        _rest = literal[length..];
        Length = literal.Length;
    }

    /// <summary>Whether the literal stands there; reads up to 32 bytes beyond it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsAt(ref byte here) =>
        ((Vector256.LoadUnsafe(ref here) ^ _start) & _mask) == Vector256<byte>.Zero && (_rest.Length == 0 || IsRestAt(ref here));

    private readonly bool IsRestAt(ref byte here) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref here, Width), _rest.Length).SequenceEqual(_rest);
}
