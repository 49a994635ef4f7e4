using System.Text;
using Telemetry.Tools.Tests.Json;
using Telemetry.Tools.Tests.Records;

namespace Telemetry.Tools.Tests.Csv;

[TestClass]
public sealed class RowTests
{
    private static readonly string Header = StreamInfo.Of<Cells>().CsvHeader;

    private static Cells Row => new() { Id = 1, Text = "t", Last = "z" };

    [TestMethod]
    public void TheHeaderNamesTheFieldsInOrder() => Header.ShouldBe("id,text,note,long,double,decimal,bool,time,date,took,uuid,digest,open,closed,user,last");

    [TestMethod]
    public void EveryRowReadsBackAsTheSameRow()
    {
        var samples = new Samples(21);
        var key = new PrivacyKey(new byte[32]);
        for (var i = 0; i < 3000; i++)
        {
            var row = Line.WriteRow(samples.Cells(), key);
            Line.WriteRow(Line.ReadRow<Cells>(row, Header)).ShouldBe(row);
        }
    }

    [TestMethod]
    [DataRow("plain", "plain")]
    [DataRow("", "\"\"")]
    [DataRow("a,b", "\"a,b\"")]
    [DataRow("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [DataRow("two\nlines", "\"two\nlines\"")]
    [DataRow("two\rlines", "\"two\rlines\"")]
    [DataRow(" lead", "\" lead\"")]
    [DataRow("trail ", "\"trail \"")]
    [DataRow("in side", "in side")]
    [DataRow("ü€😀", "ü€😀")]
    [DataRow("ü,€\"😀", "\"ü,€\"\"😀\"")]
    [DataRow("tab\there;x'y", "tab\there;x'y")]
    [DataRow("longer than sixteen, with a comma and \"quotes\" in it", "\"longer than sixteen, with a comma and \"\"quotes\"\" in it\"")]
    [DataRow("longer than sixteen units and quite plain", "longer than sixteen units and quite plain")]
    public void TextIsQuotedOnlyWhereItMustBe(string text, string cell)
    {
        Line.WriteRow(Row with { Text = text }).ShouldBe($"1,{cell},,,,,,,,,,,,,,z");
        Line.ReadRow<Cells>($"1,{cell},,,,,,,,,,,,,,z", Header).Text.ShouldBe(text);
    }

    [TestMethod]
    public void AnyCharacterAtAnyPlaceIsReadAsWritten()
    {
        char[] specials = [',', '"', '\r', '\n', 'ü', '€', '\ud83d', '\u0001', ' ', '\u2c2c', '\u2222', '\u0a0d', '\u0100'];
        for (var length = 1; length <= 40; length++)
        {
            for (var at = 0; at < length; at++)
            {
                foreach (var special in specials)
                {
                    var text = new string('x', at) + special + new string('y', length - at - 1);
                    Line.ReadRow<Cells>(Line.WriteRow(Row with { Text = text }), Header).Text.ShouldBe(Samples.Clean(text));
                }
            }
        }
    }

    [TestMethod]
    public void NulBecomesTheReplacementCharacter() => Line.WriteRow(Row with { Text = "a\0b" }).ShouldStartWith("1,a\ufffdb,");

    [TestMethod]
    public void NullAndEmptyTextAreToldApart()
    {
        Line.ReadRow<Cells>("1,\"\",\"\",,,,,,,,,,,,,z", Header).Note.ShouldBe("");
        Line.ReadRow<Cells>("1,\"\",,,,,,,,,,,,,,z", Header).Note.ShouldBeNull();
    }

    [TestMethod]
    public void ColumnsMayStandInAnyOrderWithOthersBetween()
    {
        var read = Line.ReadRow<Cells>("x, true ,z,\"new\nline\",7\r", "unknown,bool,last,text,id");
        read.ShouldBe(new Cells { Id = 7, Text = "new\nline", Last = "z", Bool = true });
    }

    [TestMethod]
    public void AHeaderMayHaveAByteOrderMarkQuotesAndSpaces() => CsvHeader.Parse("\uFEFF\"id\", text ,last\r"u8).Columns.ShouldBe(["id", "text", "last"]);

    [TestMethod]
    [DataRow("", "empty line")]
    [DataRow("1,\"open", "not CSV")]
    [DataRow("1,\"a\"b", "not CSV")]
    [DataRow("x,t,z", "wrong type: id")]
    [DataRow("1 2,t,z", "wrong type: id")]
    [DataRow("3000000000,t,z", "out of range: id")]
    [DataRow(",t,z", "missing field: id")]
    [DataRow("1,,z", "missing field: text")]
    [DataRow("1,t", "missing field: last")]
    [DataRow("1,t,z,4", "more cells than columns")]
    [DataRow("1,\0,z", "NUL bytes")]
    public void ARowThatCannotBeReadSaysWhy(string row, string reason) => Line.WhyRowRejected<Cells>(row, "id,text,last").ShouldBe(reason);

    [TestMethod]
    public void ARowThatIsNoUtf8IsRejected()
    {
        byte[] row = [.. "1,a"u8, 0xC3, .. ",z"u8];
        Status<Cells>(row, CsvHeader.Parse("id,text,last"u8), out var error).ShouldBe(ReadStatus.Rejected);
        error.ToString().ShouldBe("not UTF-8: text");
    }

    [TestMethod]
    public void OneHeaderServesSeveralTypes()
    {
        var header = CsvHeader.Parse("id,text,last,timestamp,target,duration_seconds,exit_code"u8);
        for (var i = 0; i < 3; i++)
        {
            Status<Cells>("1,t,z"u8, header, out _).ShouldBe(ReadStatus.Event);
            Status<TargetRun>(",,,2026-01-01T00:00:00Z,Build,1.5,0"u8, header, out _).ShouldBe(ReadStatus.Event);
        }
    }

    [TestMethod]
    public void NestedValuesStandInTheirCellsAsJson()
    {
        var value = new Samples(22).Everything() with { List = ["a\"b", "c,d"], Json = "{\"x\": [1]}" };
        var row = Line.WriteRow(value);
        row.ShouldContain("\"[\"\"a\\\"\"b\"\",\"\"c,d\"\"]\"");
        row.ShouldContain("\"{\"\"x\"\":[1]}\"");
    }

    private static ReadStatus Status<T>(ReadOnlySpan<byte> row, CsvHeader header, out ReadError error)
        where T : class, ITelemetryEvent<T> => T.ReadCsv(row, header, out _, out error);
}
