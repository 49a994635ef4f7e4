using System.Buffers;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class RunEncoderTests
{
    [TestMethod]
    public void NumbersComeBackWhateverTheirRuns()
    {
        var random = new Random(7);
        for (var round = 0; round < 400; round++)
        {
            var width = random.Next(1, 17);
            var numbers = new List<int>();
            while (numbers.Count < random.Next(200)) numbers.AddRange(Enumerable.Repeat(random.Next(1 << width), random.Next(1, random.Next(2, 30))));
            Decode(Encode([.. numbers], width), width, numbers.Count).ShouldBe(numbers);
        }
    }

    [TestMethod]
    public void EqualNumbersTakeOneRun() => Encode([.. Enumerable.Repeat(5, 100_000)], 3).ShouldBe([0xC0, 0x9A, 0x0C, 5]);

    [TestMethod]
    public void NumbersArePackedFromTheLowestBit() => Encode([0, 1, 2, 3, 4, 5, 6, 7], 3).ShouldBe([3, 0b10001000, 0b11000110, 0b11111010]);

    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(1, 1)]
    [DataRow(2, 2)]
    [DataRow(255, 8)]
    [DataRow(256, 9)]
    public void AWidthHoldsTheLargestNumber(int largest, int width) => RunEncoder.WidthOf(largest).ShouldBe(width);

    private static byte[] Encode(int[] numbers, int width)
    {
        var output = new ArrayBufferWriter<byte>();
        RunEncoder.Write(output, numbers, width);
        return output.WrittenSpan.ToArray();
    }

    private static List<int> Decode(byte[] bytes, int width, int count)
    {
        var (numbers, at) = (new List<int>(), 0);
        while (at < bytes.Length)
        {
            var (head, shift) = (0, 0);
            do head |= (bytes[at] & 0x7F) << shift; while ((bytes[at++] & 0x80) != 0 && (shift += 7) > 0);
            if ((head & 1) == 0)
            {
                var value = 0;
                for (var i = 0; i < (width + 7) / 8; i++) value |= bytes[at++] << (8 * i);
                numbers.AddRange(Enumerable.Repeat(value, head >> 1));
                continue;
            }

            var packed = (head >> 1) * 8;
            for (var i = 0; i < packed; i++)
            {
                var value = 0;
                for (var bit = 0; bit < width; bit++) value |= ((bytes[at + (((i * width) + bit) / 8)] >> (((i * width) + bit) % 8)) & 1) << bit;
                numbers.Add(value);
            }

            at += packed * width / 8;
        }

        numbers.Count.ShouldBeInRange(count, count + 7);
        return numbers[..count];
    }
}
