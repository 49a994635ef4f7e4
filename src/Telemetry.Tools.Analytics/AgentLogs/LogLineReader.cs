using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads a growing file line by line from an offset, with one pooled buffer. The file may be written, renamed or removed meanwhile.</summary>
internal static class LogLineReader
{
    /// <summary>Longer lines are passed over and counted: an agent writes images of a few MB into a line, not more.</summary>
    public const int MaxLine = 32 * 1024 * 1024;

    private const int FirstBuffer = 256 * 1024;

    /// <summary>Where a read ended.</summary>
    /// <param name="Offset">Behind the last whole line.</param>
    /// <param name="Lines">Number of the last whole line, from the file's start.</param>
    /// <param name="IsTorn">Whether an unfinished line follows.</param>
    public readonly record struct End(long Offset, long Lines, bool IsTorn);

    /// <summary>Reads on from an offset that is the start of a line.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where to begin.</param>
    /// <param name="linesBefore">Lines in front of it.</param>
    /// <param name="sink">Takes the lines.</param>
    /// <param name="cancellationToken">Stops between two reads.</param>
    public static End Read(SafeFileHandle file, long offset, long linesBefore, ILogLineSink sink, CancellationToken cancellationToken)
    {
        var state = new State { Buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer), Offset = offset, Lines = linesBefore };
        try
        {
            while (Fill(file, ref state))
            {
                cancellationToken.ThrowIfCancellationRequested();
                TakeLines(ref state, sink);
                MakeRoom(ref state, sink);
            }

            return Finish(ref state, sink);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(state.Buffer);
        }
    }

    private ref struct State
    {
        public byte[] Buffer;
        public int Start;
        public int Length;
        public int Searched;
        public long Offset;
        public long Lines;
        public bool Skipping;
    }

    private static bool Fill(SafeFileHandle file, ref State state)
    {
        var free = state.Buffer.AsSpan(state.Start + state.Length);
        var count = RandomAccess.Read(file, free, state.Offset + state.Length);
        state.Length += count;
        return count > 0;
    }

    private static void TakeLines(ref State state, ILogLineSink sink)
    {
        while (true)
        {
            var rest = state.Buffer.AsSpan(state.Start + state.Searched, state.Length - state.Searched);
            var end = rest.IndexOf((byte)'\n');
            if (end < 0)
            {
                state.Searched = state.Length;
                return;
            }

            var length = state.Searched + end;
            var line = state.Buffer.AsSpan(state.Start, length);
            state.Lines++;
            if (state.Skipping) sink.TooLong(state.Lines);
            else Give(line, state, sink);
            state.Skipping = false;
            Advance(ref state, length + 1);
        }
    }

    private static void Advance(ref State state, int count)
    {
        state.Start += count;
        state.Length -= count;
        state.Offset += count;
        state.Searched = 0;
    }

    private static void Give(ReadOnlySpan<byte> line, in State state, ILogLineSink sink)
    {
        if (state.Lines == 1 && line.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) line = line[3..];
        line = line.Trim(" \t\r\0"u8);
        if (!line.IsEmpty) sink.Line(line, state.Lines);
    }

    private static void MakeRoom(ref State state, ILogLineSink sink)
    {
        if (state.Skipping || state.Length >= MaxLine)
        {
            // What is left is the inside of a line that is too long.
            state.Skipping = true;
            Advance(ref state, state.Length);
            state.Start = 0;
            return;
        }

        if (state.Start > 0)
        {
            state.Buffer.AsSpan(state.Start, state.Length).CopyTo(state.Buffer);
            state.Start = 0;
        }

        if (state.Length < state.Buffer.Length) return;
        var bigger = ArrayPool<byte>.Shared.Rent(state.Buffer.Length * 2);
        state.Buffer.AsSpan(0, state.Length).CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(state.Buffer);
        state.Buffer = bigger;
    }

    private static End Finish(ref State state, ILogLineSink sink)
    {
        if (state.Skipping)
        {
            sink.TooLong(state.Lines + 1);
            return new End(state.Offset, state.Lines + 1, true);
        }

        var rest = state.Buffer.AsSpan(state.Start, state.Length);
        if (rest.Trim(" \t\r\0"u8).IsEmpty) return new End(state.Offset, state.Lines, false);
        if (!IsWholeObject(rest)) return new End(state.Offset, state.Lines, true);

        // Nothing can be added to a whole object but a line end: it need not wait for one.
        state.Lines++;
        Give(rest, state, sink);
        Advance(ref state, state.Length);
        return new End(state.Offset, state.Lines, false);
    }

    private static bool IsWholeObject(ReadOnlySpan<byte> line)
    {
        if (!line.TrimEnd(" \t\r\0"u8).EndsWith("}"u8)) return false;
        return JsonLine.IsValid(line);
    }
}
