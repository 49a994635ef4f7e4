using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>Numbers the values of a column that events are grouped by; 0 is no value.</summary>
internal sealed class KeyColumn(Column column, int slot)
{
    private readonly TextIndex _texts = new();
    private readonly Schema.FieldKind _kind = column.Kind;
    private readonly int[] _block = new int[EventBlock.Size];

    /// <summary>Numbers of the values in a block of events.</summary>
    public ReadOnlySpan<int> Numbers => _block;

    /// <summary>Numbers given so far, that of no value included.</summary>
    public int Count => _texts.Count + 1;

    /// <summary>Keeps those of a block.</summary>
    public void Look(ReadOnlySpan<Row> rows)
    {
        var numbers = _block.AsSpan(0, rows.Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            var row = rows[i];
            ref var cell = ref row.Cells[slot];
            numbers[i] = cell.State == CellState.Empty ? 0 : _texts.GetOrAdd(CellText.Of(row, ref cell, _kind)) + 1;
        }
    }

    public string? KeyOf(int number) => number == 0 ? null : Encoding.UTF8.GetString(_texts[number - 1]);
}
