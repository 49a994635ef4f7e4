using System.Globalization;

namespace Telemetry.Tools.Server;

/// <summary>The threshold as the form of a rule has it: shares in percent, all else in its unit.</summary>
internal static class RuleThreshold
{
    private const string Percent = "%";

    /// <summary>A rule's threshold as the form shows it.</summary>
    public static string Shown(AlertTerms terms) => Text(terms.Threshold * (AlertText.UnitName(terms.Type, terms.Metric.Name) == Percent ? 100 : 1));

    /// <summary>The field's value as the API takes it; what is no number stays, and is refused there.</summary>
    /// <exception cref="QueryException">It can never be reached.</exception>
    public static string Read(AlertRuleForm form)
    {
        var (type, metric, text) = (form["alert_type"], form["metric"], form["threshold"]);
        if (AlertText.UnitName(type, metric) != Percent || !decimal.TryParse(text.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent)) return text;
        var share = percent / 100;
        if (AlertText.IsRate(type, metric) && IsNever(form["operator"], share)) throw AlertRuleReader.Bad($"'threshold': {AlertText.Words(metric)} lies between 0 and 100 %, so that {form["operator"]} {Text(percent)} % says nothing.");
        return Text(share);
    }

    // A rate beyond its ends is never reached or always, and the ends themselves are not passed.
    private static bool IsNever(string comparison, decimal share) => share is < 0 or > 1 || (comparison == ">" && share == 1) || (comparison == "<" && share == 0);

    private static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
