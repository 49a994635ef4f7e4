using System.Text;
using Telemetry.Tools.Tests.Json;
using Telemetry.Tools.Tests.Records;

namespace Telemetry.Tools.Tests.Csv;

/// <summary>Rows by the schema's own header take a shorter way; it must find the same as the way for any header.</summary>
[TestClass]
public sealed class OwnRowTests
{
    private static readonly string Own = StreamInfo.Of<Cells>().CsvHeader;

    private static readonly CsvHeader InOrder = CsvHeader.Parse(Encoding.UTF8.GetBytes(Own));

    // One more column, which no row has, and the header is not the schema's own any more.
    private static readonly CsvHeader WithAnother = CsvHeader.Parse(Encoding.UTF8.GetBytes(Own + ",another"));

    [TestMethod]
    public void WhatWasWrittenIsReadAlikeOnBothWays()
    {
        var samples = new Samples(31);
        for (var i = 0; i < 3000; i++) Compare(Encoding.UTF8.GetBytes(Line.WriteRow(samples.Cells()))).ShouldBe(ReadStatus.Event);
    }

    [TestMethod]
    public void DamagedRowsAreReadOrRejectedAlikeOnBothWays()
    {
        byte[] others = [(byte)',', (byte)'"', (byte)'\r', (byte)'\n', 0, 0x1F, (byte)' ', (byte)'0', (byte)'.', (byte)'-', (byte)'e', (byte)'x', 0x7F, 0x80, 0xC3, 0xFF];
        var (samples, random) = (new Samples(32), new Random(33));
        var statuses = new HashSet<ReadStatus>();
        for (var i = 0; i < 30_000; i++)
        {
            var row = Encoding.UTF8.GetBytes(Line.WriteRow(samples.Cells())).ToList();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                var at = random.Next(row.Count);
                if (random.Next(3) == 0) row.RemoveRange(at, Math.Min(random.Next(1, 8), row.Count - at));
                else if (random.Next(2) == 0) row.Insert(at, others[random.Next(others.Length)]);
                else row[at] = others[random.Next(others.Length)];
                if (row.Count == 0) row.Add((byte)',');
            }

            statuses.Add(Compare([.. row]));
        }

        statuses.ShouldBe([ReadStatus.Event, ReadStatus.Rejected], ignoreOrder: true);
    }

    [TestMethod]
    [DataRow("1,t,,,,,,,,,,,,,,z")]
    [DataRow("1,t,,,,,,,,,,,,,,\"z\"")]
    [DataRow("1,t,,,,,,,,,,,,,,z\r")]
    [DataRow("1,t,,,,,,,,,,,,,,\"z\"\r")]
    [DataRow("1,\"t\"\"\",,,,,,,,,,,,,,z")]
    [DataRow("1,\"line\nof two\r\n\",,,,,,,,,,,,,,z")]
    [DataRow("1,\"\",\"\",,,,,,,,,,,,,\"\"")]
    [DataRow("1,a\"b\"c,,,,,,,,,,,,,,z")]
    [DataRow("1,ü€😀,\"ü,€\"\"😀\",,,,,,,,,,,,,z")]
    [DataRow("\"1\",\" t \", n ,\"2\", 3.5 ,\"4.50\", TRUE ,\"2026-01-01T00:00:00Z\",\"2026-01-01\",\"1\",,,\"b,c\",two,, z")]
    [DataRow("1,t,,12e2,1e3,-0.0,false,2026-01-01 00:00:00.5+01:00,2026-01-01,0.5,,,unknown,one,,z")]
    [DataRow("1,t,,,NaN,,,,,,,,,,,z")]
    [DataRow("1,t,,,-Infinity,,,,,,,,,,,z")]
    public void OtherSpellingsOfTheSameAreRead(string row) => Compare(Encoding.UTF8.GetBytes(row)).ShouldBe(ReadStatus.Event);

    [TestMethod]
    [DataRow("")]
    [DataRow("1")]
    [DataRow("1,t")]
    [DataRow("1,t,,,,,,,,,,,,,,")]
    [DataRow(",t,,,,,,,,,,,,,,z")]
    [DataRow("1,,,,,,,,,,,,,,,z")]
    [DataRow("1x,t,,,,,,,,,,,,,,z")]
    [DataRow("3000000000,t,,,,,,,,,,,,,,z")]
    [DataRow("1,t,,,,,,,,,,,,,,\"z")]
    [DataRow("1,t,,,,,,,,,,,,,,\"z\"\"")]
    [DataRow("1,\"t\"x,,,,,,,,,,,,,,z")]
    [DataRow("1,a\0b,,,,,,,,,,,,,,z")]
    [DataRow("1,\"a\0b\",,,,,,,,,,,,,,z")]
    [DataRow("1,t,,,,,truer,,,,,,,,,z")]
    [DataRow("1,t,,,,,,2026-01-01T00:00:00.000Z0,,,,,,,,z")]
    [DataRow("1,t,,,,,,,,,,,,three,,z")]
    [DataRow("1,t,,,,,,,,,,12,,,,z")]
    public void WhatCannotBeReadIsRejectedForTheSameReason(string row) => Compare(Encoding.UTF8.GetBytes(row)).ShouldBe(ReadStatus.Rejected);

    [TestMethod]
    public void TextsOfEveryLengthAreRead()
    {
        for (var length = 1; length < 1100; length++)
        {
            var text = new string('x', length);
            foreach (var odd in new[] { text, text + ",", text + "\"\"", text + "\"ü" })
            {
                var value = new Cells { Id = 1, Text = odd, Last = odd };
                var status = Cells.ReadCsv(Encoding.UTF8.GetBytes(Line.WriteRow(value)), InOrder, out var read, out _);
                status.ShouldBe(ReadStatus.Event);
                read.ShouldBe(value);
            }
        }
    }

    private static ReadStatus Compare(byte[] row)
    {
        var expected = Cells.ReadCsv(row, WithAnother, out var known, out var why);
        var status = Cells.ReadCsv(row, InOrder, out var value, out var error);
        if (error.ToString() == "more cells than columns") return status;
        status.ShouldBe(expected, Encoding.UTF8.GetString(row));
        error.ToString().ShouldBe(why.ToString());
        if (value is not null) Line.WriteRow(value).ShouldBe(Line.WriteRow(known!));
        return status;
    }
}
