namespace Telemetry.Tools.Analytics;

/// <summary>Which columns a scan asks for, and where in a row they stand.</summary>
internal sealed class SlotMap
{
    /// <summary>Column of a field that is checked and never kept.</summary>
    public const int Unkept = int.MaxValue;

    private readonly int[] _slots;

    public SlotMap(StreamLayout layout, IEnumerable<int> columns)
    {
        Columns = [.. columns.Where(column => column >= 0).Distinct().Order().Select(column => layout.Columns[column])];
        _slots = new int[layout.Columns.Count];
        Array.Fill(_slots, -1);
        for (var i = 0; i < Columns.Length; i++) _slots[Columns[i].Index] = i;
    }

    private SlotMap() => (Columns, _slots) = ([], []);

    /// <summary>Asks for nothing.</summary>
    public static SlotMap None { get; } = new();

    /// <summary>The asked columns, by slot.</summary>
    public Column[] Columns { get; }

    /// <summary>Slot of a column; -1 where it is not asked for.</summary>
    public int this[int column] => (uint)column < (uint)_slots.Length ? _slots[column] : -1;
}
