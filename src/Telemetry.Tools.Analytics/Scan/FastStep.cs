using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Telemetry.Tools.Analytics;

/// <summary>What a step of a fast plan reads. The frequent ones come in two kinds: values that are only checked, and values that are kept.</summary>
internal enum FastKind : byte
{
    /// <summary>Nothing more: behind the last field.</summary>
    End,

    /// <summary>Bytes that always stand there, and no value.</summary>
    Literal,
    SkipText,
    SkipNullableText,
    KeepText,
    KeepNullableText,
    SkipDigest,
    SkipNullableDigest,
    SkipInteger,
    KeepInteger,
    Bool,
    Timestamp,

    /// <summary>Anything else: see <see cref="FastStep.Value"/>.</summary>
    Other,
}

/// <summary>Values that are rare enough to be read by a method of their own.</summary>
internal enum FastValue : byte
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
    EventName,
}

/// <summary>One field of an event as generated code writes it: the bytes before its value, and what the value is.</summary>
internal struct FastStep
{
    /// <summary>Longest literal of a step; a longer one takes several.</summary>
    public const int Width = 32;

    private Vector256<byte> _literal;
    private uint _mask;

    /// <summary>Where the value goes in a row; -1 = it is only checked.</summary>
    public int Slot;

    /// <summary>Length of the bytes before the value.</summary>
    public byte Length;

    /// <summary>Length of the bytes before what a value is mostly: behind the quote that a null does not have.</summary>
    public byte ToValue;

    public FastKind Kind;

    public FastValue Value;
    public bool AcceptsNull;
    public bool IsOptional;
    public FieldNode Field;

    /// <summary>Steps of an object's fields.</summary>
    public FastStep[] Children;

    public void SetLiteral(ReadOnlySpan<byte> literal)
    {
        Span<byte> padded = stackalloc byte[Width];
        padded.Clear();
        literal.CopyTo(padded);
        _literal = Vector256.Create<byte>(padded);
        _mask = literal.Length == Width ? uint.MaxValue : (1u << literal.Length) - 1;
        Length = (byte)literal.Length;
    }

    /// <summary>Whether the literal stands there; reads 32 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsAt(ref byte here) => (~Vector256.Equals(Vector256.LoadUnsafe(ref here), _literal).ExtractMostSignificantBits() & _mask) == 0;
}
