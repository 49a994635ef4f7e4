using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>What an import remembers of a log file.</summary>
internal sealed class FileState
{
    private const int HeadLength = 1024;
    private const int TailLength = 256;

    public long Size { get; init; }

    public long Modified { get; init; }

    /// <summary>Behind the last whole line that was read.</summary>
    public long Offset { get; init; }

    public long Lines { get; init; }

    public bool IsTorn { get; init; }

    /// <summary>Whether a grown file is to be read from its start.</summary>
    public bool StartOver { get; init; }

    /// <summary>Digests of the first bytes and of those in front of <see cref="Offset"/>: tell a file that grew from one that was replaced.</summary>
    public UInt128 Head { get; init; }

    public UInt128 Tail { get; init; }

    /// <summary>For Codex: the session and its parent.</summary>
    public string? Session { get; init; }

    public string? Parent { get; init; }

    public Dictionary<string, string>? Carry { get; init; }

    /// <summary>Whether it is a fork of which nothing but copied history was made out so far.</summary>
    public bool IsOpenFork => StartOver && Parent is not null;

    /// <summary>The state with what can only be told once the rows were understood.</summary>
    public FileState With(FileParse parse) => new()
    {
        Size = Size,
        Modified = Modified,
        Offset = Offset,
        Lines = Lines,
        IsTorn = IsTorn,
        Head = Head,
        Tail = Tail,
        StartOver = parse.StartOver,
        Session = parse.Codex?.Id,
        Parent = parse.Codex?.ParentId,
        Carry = parse.Carry,
    };

    /// <summary>Whether nothing has happened to the file since.</summary>
    public bool IsSame(LogFile file) => file.Size == Size && file.Modified == Modified;

    /// <summary>Whether the file is the same one with more behind it.</summary>
    public bool CanGoOn(SafeFileHandle handle, long size) =>
        !StartOver && size >= Offset && HeadOf(handle, Offset) == Head && TailOf(handle, Offset) == Tail;

    public static UInt128 HeadOf(SafeFileHandle handle, long offset) => DigestAt(handle, 0, (int)Math.Min(HeadLength, offset));

    public static UInt128 TailOf(SafeFileHandle handle, long offset)
    {
        var length = (int)Math.Min(TailLength, offset);
        return DigestAt(handle, offset - length, length);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Size);
        writer.Write(Modified);
        writer.Write(Offset);
        writer.Write(Lines);
        writer.Write((byte)((IsTorn ? 1 : 0) | (StartOver ? 2 : 0)));
        Write(writer, Head);
        Write(writer, Tail);
        writer.Write(Session ?? "");
        writer.Write(Parent ?? "");
        writer.Write7BitEncodedInt(Carry?.Count ?? 0);
        foreach (var (name, value) in Carry ?? [])
        {
            writer.Write(name);
            writer.Write(value);
        }
    }

    public static FileState Load(BinaryReader reader)
    {
        var (size, modified, offset, lines) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        var flags = reader.ReadByte();
        var (head, tail) = (Read(reader), Read(reader));
        var (session, parent) = (reader.ReadString(), reader.ReadString());
        var carry = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = reader.Read7BitEncodedInt(); i > 0; i--)
        {
            var name = reader.ReadString();
            carry[name] = reader.ReadString();
        }

        return new FileState
        {
            Size = size,
            Modified = modified,
            Offset = offset,
            Lines = lines,
            IsTorn = (flags & 1) != 0,
            StartOver = (flags & 2) != 0,
            Head = head,
            Tail = tail,
            Session = session.Length > 0 ? session : null,
            Parent = parent.Length > 0 ? parent : null,
            Carry = carry.Count > 0 ? carry : null,
        };
    }

    private static UInt128 DigestAt(SafeFileHandle handle, long offset, int length)
    {
        Span<byte> bytes = stackalloc byte[length];
        var read = 0;
        while (read < length && RandomAccess.Read(handle, bytes[read..], offset + read) is > 0 and var count) read += count;
        return KeyHash.Of(bytes[..read]);
    }

    private static void Write(BinaryWriter writer, UInt128 value)
    {
        writer.Write((ulong)(value >> 64));
        writer.Write((ulong)value);
    }

    private static UInt128 Read(BinaryReader reader) => new(reader.ReadUInt64(), reader.ReadUInt64());
}
