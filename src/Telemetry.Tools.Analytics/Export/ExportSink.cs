namespace Telemetry.Tools.Analytics;

/// <summary>Hands the events that an export asks for to its writer.</summary>
internal sealed class ExportSink(RowScope scope, RoleSlots roles, IRecordWriter writer, CancellationToken cancellationToken) : IRowSink
{
    public long Events { get; private set; }

    public void Accept(ReadOnlySpan<Row> rows)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var row in rows) Write(row);
    }

    private void Write(Row row)
    {
        var hasTime = roles.TryGetTime(row, out var time);
        if (!scope.Holds(row, hasTime, time)) return;
        writer.Write(row, row.Line);
        Events++;
    }
}
