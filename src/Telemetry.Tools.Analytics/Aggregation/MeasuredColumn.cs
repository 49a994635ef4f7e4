using System.Runtime.CompilerServices;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>A column that is added up. Whole numbers are added as they are, others as billionths of their unit. Percentiles are of microseconds
/// where the column is a duration, of whole numbers as they are, of millionths otherwise.</summary>
internal sealed class MeasuredColumn
{
    // Whole numbers below it can be multiplied by any unit of up to a second without a look.
    private const long MostToMultiply = 1_000_000_000_000;

    private readonly long _nanosPerUnit;

    // From a whole number to microseconds, or to itself; 0 where that is no multiplication of small numbers.
    private readonly long _wholeFactor;

    public MeasuredColumn(Column column, int slot)
    {
        (Column, Slot) = (column, slot);
        IsWhole = column.Kind is FieldKind.Int32 or FieldKind.Int64;
        _nanosPerUnit = column.IsDuration ? TimeUnits.NanosPer(column.Unit) : 0;
        _wholeFactor = _nanosPerUnit == 0 ? 1 : _nanosPerUnit is >= 1_000 and <= 1_000_000_000 ? _nanosPerUnit / 1_000 : 0;
    }

    public Column Column { get; }

    public int Slot { get; }

    /// <summary>Whether it holds whole numbers.</summary>
    public bool IsWhole { get; }

    /// <summary>What is added up.</summary>
    public Int128 ValueOf(in Cell cell) => IsWhole ? cell.Number : cell.Nano;

    /// <summary>What the histogram counts.</summary>
    public long CountedOf(in Cell cell) => IsWhole ? CountedOfWhole(cell.Number) : CountedOfNano(cell.Nano);

    /// <summary>The same for a value as <see cref="ExactOf"/> gives it.</summary>
    public long CountedOf(long exact) => IsWhole ? CountedOfWhole(exact) : CountedOfNano(exact);

    /// <summary>What exact percentiles are taken from: whole numbers as they are, others as billionths.</summary>
    public long ExactOf(in Cell cell) => IsWhole ? cell.Number : Saturate(cell.Nano);

    /// <summary>A sum or an extreme as a cell of an answer: durations in seconds, whole numbers as integers, money and decimals exact.</summary>
    public object Present(Int128 value)
    {
        if (_nanosPerUnit > 0) return Nanos.Divide(value * _nanosPerUnit, IsWhole ? Nanos.One : (Int128)Nanos.One * Nanos.One);
        if (IsWhole) return value >= long.MinValue && value <= long.MaxValue ? (long)value : (double)value;
        if (IsMoney || Column.Kind == FieldKind.Decimal) return Nanos.ToDecimal(value);
        return Nanos.Divide(value, Nanos.One);
    }

    /// <summary>A mean: durations in seconds, others in their unit.</summary>
    public object Mean(Int128 sum, long count)
    {
        if (_nanosPerUnit > 0) return Nanos.Divide(sum * _nanosPerUnit, (Int128)count * Nanos.One * (IsWhole ? 1 : Nanos.One));
        return Nanos.Divide(sum, IsWhole ? count : (Int128)count * Nanos.One);
    }

    /// <summary>A percentile of the histogram: durations in seconds, others in their unit.</summary>
    public double FromCounted(long counted)
    {
        if (_nanosPerUnit > 0) return Nanos.Divide(counted, 1_000_000);
        return IsWhole ? counted : Nanos.Divide(counted, 1_000_000);
    }

    /// <summary>An exact percentile: durations in seconds, others in their unit.</summary>
    public double FromExact(long value)
    {
        if (_nanosPerUnit > 0) return Nanos.Divide((Int128)value * _nanosPerUnit, IsWhole ? Nanos.One : (Int128)Nanos.One * Nanos.One);
        return IsWhole ? value : Nanos.Divide(value, Nanos.One);
    }

    /// <summary>What the histogram counts of a whole number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long CountedOfWhole(long number) =>
        _wholeFactor > 0 && number is > -MostToMultiply and < MostToMultiply ? number * _wholeFactor : CountedOfRareWhole(number);

    private long CountedOfRareWhole(long number)
    {
        if (_nanosPerUnit == 0) return number;
        if (_nanosPerUnit < 1_000) return Saturate(Nanos.Rounded(number * (Int128)_nanosPerUnit, 1_000));
        return Saturate(number * (Int128)(_nanosPerUnit / 1_000));
    }

    private long CountedOfNano(Int128 nano) => _nanosPerUnit == 0
        ? Saturate(Nanos.Rounded(nano, 1_000))
        : Saturate(Nanos.Rounded(nano * _nanosPerUnit, Nanos.One * 1_000));

    private bool IsMoney => Column.Field.Role == FieldRole.Cost || Column.Unit == "usd";

    private static long Saturate(Int128 value) =>
        value > long.MaxValue ? long.MaxValue : value < long.MinValue ? long.MinValue : (long)value;
}
