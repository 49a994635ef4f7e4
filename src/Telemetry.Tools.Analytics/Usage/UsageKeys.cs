using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>The group that an event falls into.</summary>
internal sealed class UsageKeys(UsageGroup group, TimeZoneInfo zone)
{
    private DateTimeOffset _hour = DateTimeOffset.MinValue;
    private string? _hourKey;

    /// <summary>Whether the groups are times.</summary>
    public bool IsTime => group is UsageGroup.Daily or UsageGroup.Weekly or UsageGroup.Monthly or UsageGroup.Hourly or UsageGroup.Blocks;

    /// <summary>The group's key; <see langword="null"/> = unknown.</summary>
    public string? Of(LlmUsage usage) => group switch
    {
        UsageGroup.Session => usage.SessionId,
        UsageGroup.Model => usage.Model,
        UsageGroup.Project => usage.Project,
        UsageGroup.Branch => usage.Branch,
        UsageGroup.Machine => usage.Machine,
        _ => OfTime(usage.Timestamp),
    };

    /// <summary>The key of a time; events of one hour follow each other mostly.</summary>
    private string OfTime(DateTimeOffset time)
    {
        // No zone changes its offset within a quarter of an hour of the clock.
        var quarter = new DateTimeOffset(time.UtcTicks - (time.UtcTicks % (15 * TimeSpan.TicksPerMinute)), TimeSpan.Zero);
        if (_hourKey is null || quarter != _hour) (_hour, _hourKey) = (quarter, Format(TimeZoneInfo.ConvertTime(quarter, zone)));
        return _hourKey;
    }

    private string Format(DateTimeOffset local) => group switch
    {
        UsageGroup.Hourly => local.ToString(local.Offset == TimeSpan.Zero ? "yyyy-MM-ddTHH:00Z" : "yyyy-MM-ddTHH:00zzz", CultureInfo.InvariantCulture),
        UsageGroup.Weekly => local.AddDays(-(((int)local.DayOfWeek + 6) % 7)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        UsageGroup.Monthly => local.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
