namespace Telemetry.Tools.Server;

/// <summary>The words that alert rules take.</summary>
internal static class AlertWords
{
    public const string Budget = "budget";
    public const string Change = "change";
    public const string Absence = "absence";
    public const string Anomaly = "anomaly";

    /// <summary>The kinds. The first six compare a window's figure with a threshold and differ by name only.</summary>
    public static readonly string[] Types = ["threshold", "usage_spike", "cost_threshold", "error_rate", "performance", "cache", Budget, Change, Absence, Anomaly];

    /// <summary>Severities, mildest first.</summary>
    public static readonly string[] Severities = ["low", "medium", "high", "critical"];

    /// <summary>Comparisons of a value with the threshold.</summary>
    public static readonly string[] Operators = [">", ">=", "<", "<="];

    /// <summary>What an alert can be.</summary>
    public static readonly string[] Statuses = ["open", "acknowledged", "resolved"];

    /// <summary>Minutes of a budget's periods: a day, a week of ISO 8601, a calendar month, all UTC.</summary>
    public static readonly int[] BudgetMinutes = [1_440, 10_080, 43_200];

    /// <summary>Whether a value is on the wrong side of the threshold.</summary>
    public static bool IsBreach(decimal value, string comparison, decimal threshold) => comparison switch
    {
        ">" => value > threshold,
        ">=" => value >= threshold,
        "<" => value < threshold,
        _ => value <= threshold,
    };

    /// <summary>Whether a kind compares the figure of a window with the threshold, and nothing else.</summary>
    public static bool IsPlain(string type) => type is not (Budget or Change or Absence or Anomaly);
}
