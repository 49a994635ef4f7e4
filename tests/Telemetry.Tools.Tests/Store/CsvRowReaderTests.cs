using System.Text;

namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class CsvRowReaderTests : IDisposable
{
    private const int Columns = 3;

    private readonly string _path = Path.GetTempFileName();

    [TestMethod]
    public void QuotedCellsMayHoldCommasQuotesAndLineEnds()
    {
        File.WriteAllText(_path, "a,b,c\r\n1,\"x,\"\"\ny\",2\n\n3,4,5\n");

        Read().ShouldBe(["1 a,b,c", "2 1,\"x,\"\"\ny\",2", "5 3,4,5"]);
    }

    [TestMethod]
    public void ATornRowWithAnOpenQuoteTakesNoRowWithIt()
    {
        File.WriteAllText(_path, "a,b,c\n1,2,\"to\n3,4,5\n6,\"7\",8\n9,\"1\n0\",11\n12,13,14\n");

        Read().ShouldBe(["1 a,b,c", "2 rejected", "3 3,4,5", "4 6,\"7\",8", "5 9,\"1\n0\",11", "7 12,13,14"]);
    }

    [TestMethod]
    public void ATornRowThatEndsTheFilesQuotesTakesNoRowWithIt()
    {
        File.WriteAllText(_path, "a,b,c\n1,2,\"to\n3,4,5\n6,7,8\n");

        Read().ShouldBe(["1 a,b,c", "2 rejected", "3 3,4,5", "4 6,7,8"]);
    }

    [TestMethod]
    public void ASealedRowIsRejectedThoughItsColumnsAreAllThere()
    {
        File.WriteAllText(_path, "a,b,c\n1,2,345\x18\n\x18\n3,4,5\n");

        Read().ShouldBe(["1 a,b,c", "2 rejected", "4 3,4,5"]);
    }

    [TestMethod]
    [DataRow("1,2")]
    [DataRow("1,\"2")]
    [DataRow("1,\"2\"\"")]
    public void ALastRowWithoutItsEndIsPending(string row)
    {
        File.WriteAllText(_path, "a,b,c\n" + row);

        Read().ShouldBe(["1 a,b,c", "2 pending"]);
    }

    [TestMethod]
    public void EveryGoodRowSurvivesWhereverOneIsTorn()
    {
        var rows = new[] { "1,plain,\"a\nb\"", "2,\"q\"\"q\",", "3,,\"\nlead\"", "4,\"x,y\",\"\"\"\"", "5,\"\n\n\",end" };
        foreach (var torn in rows)
        {
            for (var length = 1; length < torn.Length; length++)
            {
                for (var place = 0; place <= rows.Length; place++) ShouldReadAllBut(torn[..length], rows, place);
            }
        }
    }

    [TestMethod]
    public void ARowThatIsTooLongIsPassedOver()
    {
        using (var handle = File.OpenHandle(_path, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, "a,b,c\n"u8, 0);
            RandomAccess.Write(handle, "\n1,2,3\n"u8, 40 * 1024 * 1024);
        }

        Read().ShouldBe(["1 a,b,c", "2 rejected", "3 1,2,3"]);
    }

    public void Dispose() => File.Delete(_path);

    private void ShouldReadAllBut(string torn, string[] rows, int place)
    {
        var lines = rows.Select(row => row + "\n").ToList();
        File.WriteAllText(_path, "a,b,c\n" + string.Concat(lines[..place]) + torn);
        AppendFile.Open(_path, StreamFormat.Csv).Dispose();
        File.AppendAllBytes(_path, Encoding.UTF8.GetBytes(string.Concat(lines[place..])));

        var read = Read().Skip(1).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]).ToList();

        foreach (var row in rows) read.ShouldContain(row, $"'{torn}' at {place}");
        read.Count(row => row != "rejected").ShouldBe(rows.Length);
        read.Count(row => row == "rejected").ShouldBe(1);
    }

    /// <summary>The rows as a strict decoder of three columns takes them.</summary>
    private List<string> Read()
    {
        using var reader = CsvRowReader.Open(_path);
        var rows = new List<string>();
        for (var status = reader.Next(); status != LineStatus.End; status = reader.Next())
        {
            var text = status == LineStatus.TooLong ? "" : Encoding.UTF8.GetString(reader.Row);
            var isGood = status == LineStatus.Line && CountColumns(text) == Columns;
            rows.Add($"{reader.Number} {(status == LineStatus.Pending ? "pending" : isGood ? text : "rejected")}");
            if (status == LineStatus.Line && !isGood) reader.Retract();
        }

        return rows;
    }

    /// <summary>RFC 4180 to the letter; -1 for a quote where none may stand.</summary>
    private static int CountColumns(string row)
    {
        var columns = 0;
        for (var position = 0; ; position++)
        {
            columns++;
            if (position < row.Length && row[position] == '"')
            {
                position++;
                while (true)
                {
                    var quote = row.IndexOf('"', position);
                    if (quote < 0) return -1;
                    position = quote + 1;
                    if (position == row.Length || row[position] != '"') break;
                    position++;
                }
            }
            else
            {
                while (position < row.Length && row[position] != ',')
                {
                    if (row[position++] == '"') return -1;
                }
            }

            if (position == row.Length) return columns;
            if (row[position] != ',') return -1;
        }
    }
}
