using System.Buffers;

namespace Telemetry.Tools.Analytics;

/// <summary>Parquet's hybrid of runs and packed bits: eight or more equal numbers become a run, what stands between runs is packed in groups of eight.</summary>
internal static class RunEncoder
{
    private const int Group = 8;

    /// <summary>Bits that each number up to the largest needs; at least one, since some readers do not know of none.</summary>
    public static int WidthOf(int largest) => Math.Max(1, 32 - int.LeadingZeroCount(largest));

    public static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<int> numbers, int width)
    {
        var packed = 0;
        var at = 0;
        while (at < numbers.Length)
        {
            var run = RunAt(numbers[at..]);
            if (run < Group)
            {
                at = Math.Min(at + Group, numbers.Length);
                continue;
            }

            WritePacked(output, numbers[packed..at], width);
            WriteRun(output, numbers[at], run, width);
            packed = at += run;
        }

        WritePacked(output, numbers[packed..], width);
    }

    /// <summary>Packs numbers, the lowest bits first; the last group is filled up with zeros.</summary>
    public static void Pack(ArrayBufferWriter<byte> output, ReadOnlySpan<int> numbers, int width)
    {
        var bytes = (numbers.Length + Group - 1) / Group * width;
        var to = output.GetSpan(bytes)[..bytes];
        to.Clear();
        var bit = 0;
        foreach (var number in numbers)
        {
            var value = (ulong)number << (bit & 7);
            for (var i = bit >> 3; value != 0; i++, value >>= 8) to[i] |= (byte)value;
            bit += width;
        }

        output.Advance(bytes);
    }

    private static int RunAt(ReadOnlySpan<int> numbers)
    {
        var length = numbers[1..].IndexOfAnyExcept(numbers[0]);
        return length < 0 ? numbers.Length : length + 1;
    }

    private static void WriteRun(ArrayBufferWriter<byte> output, int number, int length, int width)
    {
        Varint.Write(output, (ulong)length << 1);
        Span<byte> bytes = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        output.Write(bytes[..((width + 7) / 8)]);
    }

    private static void WritePacked(ArrayBufferWriter<byte> output, ReadOnlySpan<int> numbers, int width)
    {
        if (numbers.IsEmpty) return;
        Varint.Write(output, ((ulong)((numbers.Length + Group - 1) / Group) << 1) | 1);
        Pack(output, numbers, width);
    }
}
