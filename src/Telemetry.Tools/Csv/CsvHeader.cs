using System.Text;

namespace Telemetry.Tools;

/// <summary>The header row of a CSV segment: which column stands where. Safe for use by several threads.</summary>
public sealed class CsvHeader
{
    private readonly string[] _columns;
    private Mapping? _mapping;

    private CsvHeader(string[] columns) => _columns = columns;

    /// <summary>Names of the columns, in file order.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Reads a header row (without its line end; a byte order mark is passed over).</summary>
    public static CsvHeader Parse(ReadOnlySpan<byte> row)
    {
        if (row.StartsWith("\uFEFF"u8)) row = row[3..];
        if (row.EndsWith("\r"u8)) row = row[..^1];
        var columns = new List<string>();
        var cells = new CellScanner(row);
        while (cells.Next()) columns.Add(Encoding.UTF8.GetString(cells.Text()).Trim());
        return new CsvHeader([.. columns]);
    }

    /// <summary>Whether the columns are exactly these, in this order. Used by generated code.</summary>
    public bool IsInOrder(FieldNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return MappingTo(names).IsInOrder;
    }

    /// <summary>The field number of each column, -1 for unknown ones.</summary>
    internal int[] FieldsOf(FieldNames names) => MappingTo(names).Fields;

    // Kept for the names asked for last, which are mostly the same.
    private Mapping MappingTo(FieldNames names)
    {
        var mapping = Volatile.Read(ref _mapping);
        if (mapping is null || !ReferenceEquals(mapping.Names, names))
        {
            var fields = Array.ConvertAll(_columns, column => names.IndexOf(Encoding.UTF8.GetBytes(column), -1));
            mapping = new Mapping(names, fields, fields.SequenceEqual(Enumerable.Range(0, names.Count)));
            Volatile.Write(ref _mapping, mapping);
        }

        return mapping;
    }

    private sealed record Mapping(FieldNames Names, int[] Fields, bool IsInOrder);
}
