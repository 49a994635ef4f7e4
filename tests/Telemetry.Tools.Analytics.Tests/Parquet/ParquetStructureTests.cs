using System.Buffers.Binary;
using System.Text;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>What stands in a file, without another reader.</summary>
[TestClass]
public sealed class ParquetStructureTests
{
    private const int Plain = 0, Runs = 3, Dictionary = 8;

    [TestMethod]
    public void AFileWithoutRowsIsWhole()
    {
        var footer = CompactReader.Footer(Write([new("a", ParquetType.Text)], 0, (_, _) => { }));
        footer[3].ShouldBe(0L);
        Items(footer[4]).ShouldBeEmpty();
    }

    [TestMethod]
    public void TheFooterNamesTheSchemaItsVersionAndTheWriter()
    {
        using var output = new MemoryStream();
        using var writer = new ParquetRecordWriter(new StreamLayout(Schemas.Parse(Schemas.Runs)), output);
        writer.End();
        var footer = CompactReader.Footer(output.ToArray());
        Items(footer[5]).Select(pair => (Text(pair[1]), Text(pair[2]))).ShouldBe([("telemetry.schema", "runs"), ("telemetry.version", "1-0-0")]);
        Text(footer[6]).ShouldMatch(@"^Telemetry\.Tools version \d+\.\d+\.\d+$");
        Items(footer[2]).Skip(1).Select(element => Text(element[4])).ShouldBe(
            ["timestamp", "target", "domain", "duration_seconds", "exit_code", "succeeded", "cost", "tokens", "kind", "id"]);
    }

    [TestMethod]
    public void GroupsEndAtTheirRowsAndAtTheirBytes()
    {
        Groups(new ParquetLimits(GroupRows: 10), 25, i => "x").ShouldBe([10, 10, 5]);
        Groups(new ParquetLimits(GroupBytes: 10_000), 25, i => new string((char)('a' + i), 4_000)).ShouldBe([3, 3, 3, 3, 3, 3, 3, 3, 1]);
    }

    [TestMethod]
    public void ValuesThatRepeatAreNumberedAndOthersAreNot()
    {
        Encodings(1000, i => "value " + (i % 10)).ShouldBe([Plain, Runs, Dictionary]);
        Encodings(1000, i => "value " + i).ShouldBe([Plain, Runs]);
    }

    [TestMethod]
    public void ADictionaryThatGrowsPastItsBoundEnds()
    {
        var limits = new ParquetLimits(PageRows: 100, DictionaryValues: 20);
        var file = Write([new("a", ParquetType.Text)], 1000, (row, i) => row.Set(0, i < 500 ? "few " + (i % 5) : "many " + i), limits);
        var chunk = Chunk(CompactReader.Footer(file), 0);
        var reader = new CompactReader(file, (int)(long)chunk[11]);
        var dictionary = reader.Structure();
        Structure(dictionary[7])[1].ShouldBe(20L);
        PageEncodings(file, chunk).Distinct().ShouldBe([Dictionary, Plain]);
    }

    [TestMethod]
    public void BoundsAreTheLeastAndTheGreatestValue()
    {
        Bounds(ParquetType.Int32, (row, i) => row.Set(0, i - 500)).ShouldBe((-500, 499), Int32);
        Bounds(ParquetType.Int64, (row, i) => row.Set(0, (long)(i % 2 == 0 ? i : -i))).ShouldBe((-999L, 998L), bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes));
        Bounds(ParquetType.Decimal, (row, i) => row.Set(0, (Int128)(500 - i))).ShouldBe((-499, 500), bytes => (int)BinaryPrimitives.ReadInt128BigEndian(bytes));
        Bounds(ParquetType.Bool, (row, i) => row.Set(0, true)).ShouldBe((1, 1), bytes => bytes[0]);
        Bounds(ParquetType.Text, (row, i) => row.Set(0, i == 3 ? "" : i == 4 ? "\U0001F600" : "\uFFFD")).ShouldBe(("", "\U0001F600"), Encoding.UTF8.GetString);
    }

    [TestMethod]
    public void AZeroBoundHasTheSignThatTakesInBothZeros()
    {
        foreach (var zero in new[] { 0.0, -0.0 })
        {
            var found = Bounds(ParquetType.Real, (row, i) => row.Set(0, zero));
            double.IsNegative(BinaryPrimitives.ReadDoubleLittleEndian(found.Min)).ShouldBeTrue();
            double.IsNegative(BinaryPrimitives.ReadDoubleLittleEndian(found.Max)).ShouldBeFalse();
        }
    }

    [TestMethod]
    public void AColumnWithNanHasNoBounds()
    {
        var statistics = Statistics(Write([new("a", ParquetType.Real)], 10, (row, i) => row.Set(0, i == 5 ? double.NaN : i)));
        statistics.Keys.ShouldBe([3]);
    }

    [TestMethod]
    public void LongBoundsAreShortAndSayThatTheyAreNotExact()
    {
        var statistics = Statistics(Write([new("a", ParquetType.Text)], 2, (row, i) => row.Set(0, new string('b', 5_000 + i))));
        Text(statistics[6]).ShouldBe(new string('b', 64));
        Text(statistics[5]).ShouldBe(new string('b', 63) + "c");
        (statistics[7], statistics[8]).ShouldBe((false, false));
    }

    [TestMethod]
    public void NullsAreCounted()
    {
        var file = Write([new("a", ParquetType.Int32)], 10, (row, i) =>
        {
            if (i % 3 == 0) row.Set(0, i);
        });
        Statistics(file)[3].ShouldBe(6L);
        Chunk(CompactReader.Footer(file), 0)[5].ShouldBe(10L);
        Statistics(Write([new("a", ParquetType.Int32)], 10, (_, _) => { })).ShouldHaveSingleItem().ShouldBe(new(3, 10L));
    }

    [TestMethod]
    public void TheSameRowsGiveTheSameBytes()
    {
        byte[] Once() => Write([new("a", ParquetType.Text), new("b", ParquetType.Real)], 50_000, (row, i) =>
        {
            row.Set(0, "v" + (i * 7919 % 12_000));
            if (i % 7 != 0) row.Set(1, i / 3.0);
        });
        Once().ShouldBe(Once());
    }

    [TestMethod]
    public void WhatCannotBeCompressedIsWrittenToo()
    {
        var random = new Random(5);
        var bytes = new byte[3_000_000];
        random.NextBytes(bytes);
        CompactReader.Footer(Write([new("a", ParquetType.Json)], 1, (row, _) => row.Set(0, bytes)))[3].ShouldBe(1L);
    }

    private static byte[] Write(ParquetColumn[] columns, int rows, Action<ParquetRow, int> fill, ParquetLimits? limits = null)
    {
        using var output = new MemoryStream();
        var writer = new ParquetWriter(output, columns, limits);
        for (var i = 0; i < rows; i++)
        {
            fill(writer.Row, i);
            writer.EndRow();
        }

        writer.End([]);
        return output.ToArray();
    }

    private static long[] Groups(ParquetLimits limits, int rows, Func<int, string> value) =>
        [.. Items(CompactReader.Footer(Write([new("a", ParquetType.Text)], rows, (row, i) => row.Set(0, value(i)), limits))[4]).Select(group => (long)group[3])];

    private static int[] Encodings(int rows, Func<int, string> value)
    {
        var chunk = Chunk(CompactReader.Footer(Write([new("a", ParquetType.Text)], rows, (row, i) => row.Set(0, value(i)))), 0);
        return [.. ((List<object>)chunk[2]).Select(encoding => (int)(long)encoding)];
    }

    // Walks the pages of data by their headers.
    private static IEnumerable<int> PageEncodings(byte[] file, Dictionary<int, object> chunk)
    {
        var (at, values) = ((int)(long)chunk[9], (long)chunk[5]);
        while (values > 0)
        {
            var reader = new CompactReader(file, at);
            var page = reader.Structure();
            values -= (long)Structure(page[5])[1];
            at = reader.Position + (int)(long)page[3];
            yield return (int)(long)Structure(page[5])[2];
        }
    }

    private static (byte[] Min, byte[] Max) Bounds(ParquetType type, Action<ParquetRow, int> fill)
    {
        var statistics = Statistics(Write([new("a", type)], 1000, fill));
        (statistics[7], statistics[8]).ShouldBe((true, true));
        return ((byte[])statistics[6], (byte[])statistics[5]);
    }

    private static Dictionary<int, object> Statistics(byte[] file) => Structure(Chunk(CompactReader.Footer(file), 0)[12]);

    private static Dictionary<int, object> Chunk(Dictionary<int, object> footer, int column) => Structure(Items(Items(footer[4])[0][1])[column][3]);

    private static Dictionary<int, object> Structure(object value) => (Dictionary<int, object>)value;

    private static List<Dictionary<int, object>> Items(object list) => [.. ((List<object>)list).Select(Structure)];

    private static string Text(object value) => Encoding.UTF8.GetString((byte[])value);

    private static int Int32(byte[] bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes);
}

file static class BoundsAssertions
{
    public static void ShouldBe<T>(this (byte[] Min, byte[] Max) found, (T Min, T Max) expected, Func<byte[], T> read) => (read(found.Min), read(found.Max)).ShouldBe(expected);
}
