using System.Globalization;
using System.Text;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>A filter bound to a column, with its value read as the column's type.</summary>
internal sealed class CompiledFilter
{
    private readonly FilterOperator _operator;
    private readonly FieldKind _kind;
    private readonly byte[] _text;
    private readonly bool _isNull;
    private Cell _value;

    private CompiledFilter(Filter filter, Column column)
    {
        Column = column.Index;
        _operator = filter.Operator;
        _kind = column.Kind;
        _text = Encoding.UTF8.GetBytes(filter.Value);
        _isNull = filter is { Value: "null", Operator: FilterOperator.Equal or FilterOperator.NotEqual };
    }

    /// <summary>The column that must be read.</summary>
    public int Column { get; }

    /// <exception cref="AnalyticsException">TEL2102 or TEL2104.</exception>
    public static CompiledFilter Compile(Filter filter, StreamLayout layout)
    {
        var column = layout.Resolve(filter.Field);
        if (!column.IsScalar)
        {
            throw new AnalyticsException(
                AnalyticsDiagnostics.UnknownField, $"Field '{column.Path}' holds several values ({column.Kind}); only single values can be compared.");
        }

        var compiled = new CompiledFilter(filter, column);
        compiled.ReadValue(filter, column);
        return compiled;
    }

    public bool Matches(Row row, ref Cell cell)
    {
        if (_isNull) return (cell.State == CellState.Empty) == (_operator == FilterOperator.Equal);
        if (cell.State == CellState.Empty) return _operator == FilterOperator.NotEqual;
        if (_operator == FilterOperator.Contains) return CellText.Of(row, ref cell, _kind).IndexOf(_text) >= 0;
        if (_kind == FieldKind.Double && double.IsNaN(cell.Real)) return _operator == FilterOperator.NotEqual;
        var order = Compare(row, ref cell);
        return _operator switch
        {
            FilterOperator.Equal => order == 0,
            FilterOperator.NotEqual => order != 0,
            FilterOperator.Less => order < 0,
            _ => order > 0,
        };
    }

    private int Compare(Row row, ref Cell cell) => _kind switch
    {
        FieldKind.Int32 or FieldKind.Int64 => ((Int128)cell.Number * Nanos.One).CompareTo(_value.Nano),
        FieldKind.Double => cell.Real.CompareTo(_value.Real),
        FieldKind.Decimal or FieldKind.Duration => cell.Nano.CompareTo(_value.Nano),
        FieldKind.Bool or FieldKind.Timestamp or FieldKind.Date => cell.Number.CompareTo(_value.Number),
        _ => CellText.Of(row, ref cell, _kind).SequenceCompareTo(_text),
    };

    private void ReadValue(Filter filter, Column column)
    {
        if (_isNull || _operator == FilterOperator.Contains) return;
        var isRead = _kind switch
        {
            FieldKind.Int32 or FieldKind.Int64 => ScalarText.TryRead(_text, FieldKind.Decimal, default, ref _value),
            FieldKind.Timestamp => TryReadTime(filter.Value),
            FieldKind.Uuid or FieldKind.Sha256 => TryReadHex(),
            _ => ScalarText.TryRead(_text, _kind, DurationUnits.Of(column.Unit), ref _value),
        };
        var isOrder = _operator is FilterOperator.Less or FilterOperator.Greater;
        if (isRead && !(isOrder && _kind == FieldKind.Bool)) return;
        throw new AnalyticsException(
            AnalyticsDiagnostics.BadFilterValue,
            $"'{filter.Value}' cannot be compared with field '{column.Path}', which is {SchemaWords.Of(column.Kind)}.",
            $"--where '{column.Path}={SchemaWords.Example(column.Kind)}'");
    }

    private bool TryReadTime(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            _value.Number = BucketMath.ToMicros(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
            return true;
        }

        return ScalarText.TryRead(_text, FieldKind.Timestamp, default, ref _value);
    }

    private bool TryReadHex()
    {
        for (var i = 0; i < _text.Length; i++) _text[i] = (byte)char.ToLowerInvariant((char)_text[i]);
        return true;
    }
}
