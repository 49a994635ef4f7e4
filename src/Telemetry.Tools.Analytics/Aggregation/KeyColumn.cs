using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>Numbers the values of a column that events are grouped by; 0 is no value.</summary>
internal sealed class KeyColumn(Column column, int slot)
{
    private readonly TextIndex _texts = new();
    private readonly Schema.FieldKind _kind = column.Kind;

    /// <summary>Numbers of the values in a block of rows.</summary>
    public int[] Numbers { get; } = new int[ScopeAggregator.BlockSize];

    /// <summary>Numbers given so far, that of no value included.</summary>
    public int Count => _texts.Count + 1;

    /// <summary>Keeps a row's.</summary>
    public void Look(Row row, int at)
    {
        ref var cell = ref row.Cells[slot];
        Numbers[at] = cell.State == CellState.Empty ? 0 : _texts.GetOrAdd(CellText.Of(row, ref cell, _kind)) + 1;
    }

    public string? KeyOf(int number) => number == 0 ? null : Encoding.UTF8.GetString(_texts[number - 1]);
}
