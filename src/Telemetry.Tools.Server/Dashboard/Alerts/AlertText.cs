using System.Globalization;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>Alerts and rules as people read them.</summary>
internal static class AlertText
{
    /// <summary>A word of a rule as a heading: <c>p95 response time</c>.</summary>
    public static string Words(string name) => name == "cost_usd" ? "cost" : name.Replace('_', ' ');

    /// <summary>What a rule watches: <c>error rate > 10 % in 1 h</c>.</summary>
    public static string Condition(AlertTerms terms) => terms.Type switch
    {
        AlertWords.Absence => $"no request in {Minutes(terms.WindowMinutes)}",
        AlertWords.Change => $"{Words(terms.Metric.Name)} changes by {terms.Operator} {Value(terms.Threshold, terms.Type, terms.Metric.Name)} in {Minutes(terms.WindowMinutes)}",
        AlertWords.Anomaly => $"{Words(terms.Metric.Name)} is unusual, score {terms.Operator} {Value(terms.Threshold, terms.Type, terms.Metric.Name)} in {Minutes(terms.WindowMinutes)}",
        _ => $"{Words(terms.Metric.Name)} {terms.Operator} {Value(terms.Threshold, terms.Type, terms.Metric.Name)} in {Minutes(terms.WindowMinutes)}",
    };

    /// <summary>What an alert saw: <c>error rate was 23 %, > 10 %</c>.</summary>
    public static string Finding(Alert alert) => alert.AlertType == AlertWords.Absence
        ? "no request"
        : $"{Words(alert.Metric)} {Value(alert.Value, alert.AlertType, alert.Metric)}, {alert.Operator} {Value(alert.Threshold, alert.AlertType, alert.Metric)}";

    /// <summary>A time of an answer.</summary>
    public static string Time(string time) => PeriodText.Time(Moment(time));

    /// <summary>A time of an answer, to compute with.</summary>
    public static DateTimeOffset Moment(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    /// <summary>A window: <c>20 Nov 2026 09:00 to 10:00</c>.</summary>
    public static string Window(DateTimeOffset start, DateTimeOffset end) =>
        $"{PeriodText.Time(start)} to {(start.Date == end.Date ? end.ToString("HH:mm", CultureInfo.InvariantCulture) : PeriodText.Time(end))}";

    /// <summary>A window's length.</summary>
    public static string Minutes(int minutes) => ValueFormat.Text(minutes, "min");

    /// <summary>The unit in which the form of a rule takes its threshold.</summary>
    public static string UnitName(string type, string metric) => UnitOf(type, metric) switch
    {
        "rate" => "%",
        "usd" => "USD",
        "ms" => "ms",
        _ => type == AlertWords.Anomaly ? "score" : metric.StartsWith("tokens", StringComparison.Ordinal) ? "tokens" : "requests",
    };

    /// <summary>Whether a rule compares a figure that lies between 0 and 1.</summary>
    public static bool IsRate(string type, string metric) => type != AlertWords.Change && UnitOf(type, metric) == "rate";

    private static string Value(decimal value, string type, string metric) => ValueFormat.Text((double)value, UnitOf(type, metric));

    private static string UnitOf(string type, string metric) => type switch
    {
        AlertWords.Change => "rate",
        AlertWords.Anomaly => "count",
        _ => metric switch
        {
            "cost_usd" => "usd",
            _ when metric.EndsWith("_rate", StringComparison.Ordinal) => "rate",
            _ when metric.EndsWith("response_time", StringComparison.Ordinal) => "ms",
            _ => "count",
        },
    };
}
