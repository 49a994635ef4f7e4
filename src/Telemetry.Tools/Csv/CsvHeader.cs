namespace Telemetry.Tools;

/// <summary>The header row of a CSV segment: which column stands where.</summary>
public sealed class CsvHeader
{
    private readonly string[] _columns;

    private CsvHeader(string[] columns) => _columns = columns;

    /// <summary>Names of the columns, in file order.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Reads a header row (without its line end; a byte order mark is passed over).</summary>
    public static CsvHeader Parse(ReadOnlySpan<byte> row) => throw new NotImplementedException();
}
