using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Telemetry.Tools.Benchmarks.CsvHelper33;

/// <summary>CsvHelper as its documentation shows it: a reader or writer of text over the file, typed records in and out.</summary>
public sealed class TaskPeer(string path)
{
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly List<TaskRow> _rows = Rows(path);
    private readonly byte[] _output = new byte[1 << 24];

    /// <summary>How many rows the file has.</summary>
    public int Count => _rows.Count;

    /// <summary>Writes all rows to a stream in memory.</summary>
    /// <returns>Bytes.</returns>
    public long Write()
    {
        using var output = new MemoryStream(_output);
        using var text = new StreamWriter(output, Utf8);
        using var csv = new CsvWriter(text, Configuration);
        csv.WriteRecords(_rows);
        csv.Flush();
        text.Flush();
        return output.Position;
    }

    /// <summary>Reads all rows of the file.</summary>
    /// <returns>The sum of their durations.</returns>
    public long Read()
    {
        using var text = new StreamReader(path, Utf8);
        using var csv = new CsvReader(text, Configuration);
        return csv.GetRecords<TaskRow>().Sum(row => row.DurationMs);
    }

    private static List<TaskRow> Rows(string path)
    {
        using var text = new StreamReader(path, Utf8);
        using var csv = new CsvReader(text, Configuration);
        return [.. csv.GetRecords<TaskRow>()];
    }
}
