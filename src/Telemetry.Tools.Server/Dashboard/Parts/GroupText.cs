using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>Groups and their figures as people read them.</summary>
internal static class GroupText
{
    /// <summary>A group's name.</summary>
    public static string NameOf(string? key, string dimension) => key is { Length: > 0 } ? key : Without(PeriodControls.LabelOf(dimension).ToLowerInvariant());

    /// <summary>Writes a group's name; one that can be filtered by is a link that does.</summary>
    public static void Name(Html page, string? key, string dimension, DashboardQuestion question, string path)
    {
        if (key is { Length: > 0 }) page.Link(question.On(path, dimension, key), key);
        else page.Text(NameOf(key, dimension));
    }

    public static string Count(long count) => ValueFormat.Text(count, "count");

    /// <summary>A count of requests, with the word.</summary>
    public static string Requests(long count) => count == 1 ? "1 request" : $"{Count(count)} requests";

    /// <summary>Failed requests, and their share.</summary>
    public static string Failed(GroupRow row) => row.Failures == 0 ? "0" : $"{Count(row.Failures)} ({ValueFormat.Text((double)row.Failures / Math.Max(1, row.Requests), "rate")})";

    /// <summary>Dollars.</summary>
    public static string Cost(GroupRow row) => row.Cost is { } cost ? ValueFormat.Text(cost, "usd") : "unknown";

    /// <summary>A time, or a dash.</summary>
    public static string Ms(double? value) => value is { } known ? ValueFormat.Text(known, "ms") : ValueFormat.Unknown;

    /// <summary>A rate, or a dash.</summary>
    public static string Rate(double? value) => value is { } known ? ValueFormat.Text(known, "rate") : ValueFormat.Unknown;

    private static string Without(string label) => label[0] is 'e' ? $"without an {label}" : $"without a {label}";
}
