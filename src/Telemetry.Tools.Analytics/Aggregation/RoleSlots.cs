using System.Runtime.CompilerServices;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Where time and outcome of each kind of event stand in a row.</summary>
internal sealed class RoleSlots(StreamLayout layout, SlotMap slots)
{
    private readonly int[] _time = Slots(layout, slots, FieldRole.Time);
    private readonly int[] _success = Slots(layout, slots, FieldRole.Success);
    private readonly int[] _outcome = Slots(layout, slots, FieldRole.Outcome);

    /// <summary>The columns that play these roles.</summary>
    public static IEnumerable<int> Columns(StreamLayout layout) =>
        new[] { FieldRole.Time, FieldRole.Success, FieldRole.Outcome }.SelectMany(layout.RoleColumns).Select(column => column.Index);

    /// <summary>When the event happened, in microseconds since 1970.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetTime(Row row, out long micros)
    {
        var slot = _time[row.Event];
        micros = slot < 0 ? 0 : row.Cells[slot].Number;
        return slot >= 0 && row.Cells[slot].State != CellState.Empty;
    }

    /// <summary>How the event ended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Outcome OutcomeOf(Row row)
    {
        var success = _success[row.Event];
        if (success >= 0 && row.Cells[success].State != CellState.Empty) return (Outcome)((long)Outcome.Failure - row.Cells[success].Number);
        var outcome = _outcome[row.Event];
        if (outcome >= 0 && row.Cells[outcome].State != CellState.Empty) return row.Cells[outcome].Number == 0 ? Outcome.Success : Outcome.Failure;
        return Outcome.Unknown;
    }

    private static int[] Slots(StreamLayout layout, SlotMap slots, FieldRole role) =>
        [.. Enumerable.Range(0, layout.Events.Length).Select(index => slots[layout.RoleColumn(index, role)])];
}
