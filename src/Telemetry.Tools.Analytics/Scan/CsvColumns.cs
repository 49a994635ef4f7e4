namespace Telemetry.Tools.Analytics;

/// <summary>The columns of one kind of event in a CSV segment: its fields side by side, those inside a payload named <c>payload.field</c>.</summary>
internal sealed class CsvColumns
{
    private int[] _places = [];

    public CsvColumns(StreamLayout layout, EventLayout item)
    {
        var columns = item.Fields.SelectMany(field => field.Path == layout.Schema.Payload
            ? field.Children.Select(child => (Field: child, Name: $"{field.Path}.{child.Field.Name}"))
            : [(Field: field, Name: field.Field.Name)]).ToList();
        Fields = [.. columns.Select(column => column.Field)];
        Names = new FieldNames([.. columns.Select(column => column.Name)]);
        Required = [.. FieldNode.RequiredBits(Fields)];
    }

    public FieldNode[] Fields { get; }

    public FieldNames Names { get; }

    public ulong[] Required { get; }

    public void Bind(CsvHeader header)
    {
        var columns = header.FieldsOf(Names);
        _places = [.. Fields.Select((_, field) => Array.IndexOf(columns, field))];
    }

    /// <summary>Where a field's cell stands in a row; -1 = nowhere.</summary>
    public int PlaceOf(FieldNode field) => Array.IndexOf(Fields, field) is >= 0 and var index ? _places[index] : -1;
}
