using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Telemetry.Tools.Server;

/// <summary>What a page shows, as it stands in the address bar: every choice is a link that can be shared.</summary>
/// <param name="Path">The page.</param>
/// <param name="Values">The parameters, in the order in which pages name them.</param>
internal sealed record DashboardQuestion(string Path, IReadOnlyList<(string Name, string Value)> Values)
{
    /// <summary>Parameters that say when.</summary>
    public static readonly IReadOnlyList<string> Times = ["range", "start_date", "end_date", "group_by", "compare"];

    /// <summary>Parameters that say what of.</summary>
    public static readonly IReadOnlyList<string> Conditions = ["tenant_id", .. UsageFilter.Columns];

    /// <summary>The presets: name, what it is called, how many days it has, and its bucket.</summary>
    public static IReadOnlyList<(string Name, string Label, int Days, string Bucket)> Presets { get; } =
        [("24h", "24 hours", 1, "hour"), ("7d", "7 days", 7, "day"), ("30d", "30 days", 30, "day"), ("90d", "90 days", 90, "day"), ("1y", "1 year", 365, "month")];

    private const string DefaultRange = "30d";

    /// <summary>A parameter's value.</summary>
    public string? this[string name] => Values.FirstOrDefault(pair => pair.Name == name).Value;

    /// <summary>The preset that is shown; <see langword="null"/> with dates.</summary>
    public string? ShownRange => this["start_date"] is null && this["end_date"] is null ? this["range"] ?? DefaultRange : null;

    /// <summary>The conditions on dimensions.</summary>
    public IEnumerable<(string Name, string Value)> Filters => Values.Where(pair => Conditions.Contains(pair.Name));

    /// <summary>Reads a request's address; parameters that its page does not know are refused.</summary>
    /// <exception cref="QueryException">A parameter is unknown, or is there twice.</exception>
    public static DashboardQuestion Of(HttpContext context)
    {
        context.RefuseParameters();
        var known = context.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>()?.Items ?? [];
        return new DashboardQuestion(context.Request.Path, [.. known.Select(parameter => (parameter.Name, context.Parameter(parameter.Name))).Where(pair => pair.Item2 is not null).Select(pair => (pair.Name, pair.Item2!))]);
    }

    /// <summary>The period.</summary>
    /// <exception cref="QueryException">It cannot be read.</exception>
    public UsagePeriod PeriodAt(DateTimeOffset now)
    {
        if (ShownRange is not { } range) return UsagePeriod.Of(this["start_date"], this["end_date"], this["group_by"], now);
        var preset = Presets.FirstOrDefault(preset => preset.Name == range);
        if (preset.Name is null) throw new QueryException($"'range' takes {string.Join(", ", Presets.Select(item => item.Name))}.");
        var bucket = this["group_by"] ?? preset.Bucket;
        if (range == "24h") return UsagePeriod.Of(Hour(now, -23), Hour(now, 1), bucket, now);
        return UsagePeriod.Of(now.AddDays(1 - preset.Days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null, bucket, now);
    }

    /// <summary>The period to compare with; <see langword="null"/> where none is wanted.</summary>
    public UsagePeriod? Previous(UsagePeriod period) => this["compare"] switch { "none" => null, "year" => period.YearBefore(), _ => period.Before() };

    /// <summary>The address of the same page with some parameters changed, or without those that become <see langword="null"/>.</summary>
    public string With(params IReadOnlyList<(string Name, string? Value)> changes)
    {
        var kept = Values.Where(pair => !changes.Any(change => change.Name == pair.Name)).Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value));
        return QueryHelpers.AddQueryString(Path, kept.Concat(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value))));
    }

    /// <summary>The address of the same page with a preset.</summary>
    public string WithRange(string range) => With(("start_date", null), ("end_date", null), ("group_by", null), ("range", range));

    /// <summary>The address of another page, about the same period and the same conditions.</summary>
    public string On(string path) => (this with { Path = path, Values = [.. Values.Where(pair => Times.Contains(pair.Name) || Conditions.Contains(pair.Name))] }).With();

    /// <summary>The address of another page with one more condition.</summary>
    public string On(string path, string name, string value) =>
        (this with { Path = path, Values = [.. Values.Where(pair => Times.Contains(pair.Name) || Conditions.Contains(pair.Name))] }).With((name, value));

    private static string Hour(DateTimeOffset now, int later) =>
        Clock.Time(((Clock.Micros(now) / Clock.Hour) + later) * Clock.Hour).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
