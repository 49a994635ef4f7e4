using System.Text;

namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class LineReaderTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [TestMethod]
    public void LinesComeWithTheirNumbersAndOffsets()
    {
        File.WriteAllText(_path, "\uFEFFfirst\r\n\n  \nsecond\n\x18\nlast");

        ReadAll().ShouldBe(["1@0 Line first", "4@14 Line second", "6@23 Pending last"]);
    }

    [TestMethod]
    public void AnEmptyFileHasNoLines() => ReadAll().ShouldBeEmpty();

    [TestMethod]
    public void PartsOfAFileGiveEachLineExactlyOnceWhereverTheyAreCut()
    {
        var lines = Enumerable.Range(0, 12).Select(number => new string((char)('a' + number), number)).ToList();
        var text = string.Concat(lines.Select(line => line + "\n"));
        File.WriteAllText(_path, text);
        var expected = lines.Where(line => line.Length > 0).ToList();

        for (var first = 0; first <= text.Length; first++)
        {
            for (var second = first; second <= text.Length; second++)
            {
                List<string> read = [.. ReadPart(0, first), .. ReadPart(first, second), .. ReadPart(second, text.Length)];
                read.ShouldBe(expected);
            }
        }
    }

    [TestMethod]
    public void LongLinesGrowTheBufferAndAreReadWhole()
    {
        var lines = new[] { 10, 200_000, 5, 1_000_000, 3 }.Select(length => new string('x', length)).ToList();
        File.WriteAllText(_path, string.Join('\n', lines) + "\n");

        ReadPart(0, long.MaxValue).ShouldBe(lines);
    }

    [TestMethod]
    public void ALineOf100MegabytesIsPassedOverInLittleMemory()
    {
        using (var handle = File.OpenHandle(_path, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, "before\n"u8, 0);
            RandomAccess.Write(handle, "\nafter\n"u8, 100 * 1024 * 1024);
        }

        var before = GC.GetTotalAllocatedBytes(true);
        ReadAll().ShouldBe(["1@0 Line before", "2@7 TooLong ", $"3@{(100 * 1024 * 1024) + 1} Line after"]);
        (GC.GetTotalAllocatedBytes(true) - before).ShouldBeLessThan(80 * 1024 * 1024);
    }

    [TestMethod]
    public void TheLongestLineIsReadAndOneByteMoreIsNot()
    {
        using (var stream = File.Create(_path))
        {
            stream.Write(new byte[LineReader.MaxLineBytes]);
            stream.Write("\n"u8);
            stream.Write(new byte[LineReader.MaxLineBytes + 1]);
            stream.Write("\nend\n"u8);
        }

        using var reader = LineReader.Open(_path);
        reader.Next().ShouldBe(LineStatus.Line);
        reader.Line.Length.ShouldBe(LineReader.MaxLineBytes);
        reader.Next().ShouldBe(LineStatus.TooLong);
        reader.Next().ShouldBe(LineStatus.Line);
        reader.Next().ShouldBe(LineStatus.End);
    }

    [TestMethod]
    public void WhatIsAppendedAfterOpeningIsNotRead()
    {
        File.WriteAllText(_path, "one\n");
        using var reader = LineReader.Open(_path);
        File.WriteAllText(_path, "one\ntwo\n");

        reader.Next().ShouldBe(LineStatus.Line);
        reader.Next().ShouldBe(LineStatus.End);
    }

    public void Dispose() => File.Delete(_path);

    private List<string> ReadAll()
    {
        using var reader = LineReader.Open(_path);
        var lines = new List<string>();
        for (var status = reader.Next(); status != LineStatus.End; status = reader.Next())
        {
            var text = status == LineStatus.TooLong ? "" : Encoding.UTF8.GetString(reader.Line);
            lines.Add($"{reader.Number}@{reader.Offset} {status} {text}");
        }

        return lines;
    }

    private List<string> ReadPart(long start, long end)
    {
        using var reader = new LineReader(File.OpenHandle(_path), start, end);
        var lines = new List<string>();
        while (reader.Next() != LineStatus.End) lines.Add(Encoding.UTF8.GetString(reader.Line));
        return lines;
    }
}
