using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads time, duration, name and outcome of events by the roles of their fields.</summary>
internal sealed class EventSpans
{
    private readonly StreamLayout _layout;
    private readonly RoleSlots _roles;
    private readonly Column?[] _durations;
    private readonly RecordPath?[] _names;

    /// <exception cref="AnalyticsException">TEL2108: no event of the stream says when it happened.</exception>
    public EventSpans(StreamLayout layout, RoleSlots roles)
    {
        (_layout, _roles) = (layout, roles);
        if (!layout.HasRole(FieldRole.Time)) throw NoTime(layout.Schema.Stream);
        var events = Enumerable.Range(0, layout.Events.Length);
        _durations = [.. events.Select(index => ColumnOf(index, FieldRole.Duration)).Select(column => column is { IsDuration: true } ? column : null)];
        _names = [.. events.Select(index => layout.Events.Length == 1 && ColumnOf(index, FieldRole.Dimension) is { } column ? RecordPath.Of(column) : null)];
    }

    /// <summary>Whether any event says how long it took.</summary>
    public bool HaveDurations => _durations.Any(column => column is not null);

    /// <summary>The span of a row; <see langword="false"/> where it says no time.</summary>
    public bool TryRead(Row row, JsonElement record, out EventSpan span)
    {
        var hasTime = _roles.TryGetTime(row, out var start);
        span = new EventSpan(NameOf(row, record), start, DurationOf(row, record), _roles.OutcomeOf(row));
        return hasTime;
    }

    private string NameOf(Row row, JsonElement record) =>
        _names[row.Event] is { } path && RecordJson.TryFind(record, path, out var value) ? RecordJson.TextOf(value) : _layout.Events[row.Event].Name;

    // What is beyond a long, or no number at all, is as long or as short as one can be.
    private long? DurationOf(Row row, JsonElement record) =>
        _durations[row.Event] is { } column && RecordJson.TryFind(record, RecordPath.Of(column), out var value) && value.ValueKind == JsonValueKind.Number
            ? Math.Max(0, (long)(value.GetDouble() * TimeUnits.NanosPer(column.Unit)))
            : null;

    private Column? ColumnOf(int index, FieldRole role) => _layout.RoleColumn(index, role) is >= 0 and var column ? _layout.Columns[column] : null;

    private static AnalyticsException NoTime(string stream) => new(
        AnalyticsDiagnostics.NoTimeline, $"No field of '{stream}' has the role 'time', so its events have no place on a timeline.", $"dotnet telemetry export {stream} --format json");
}
