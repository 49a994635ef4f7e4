using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>A rule as it is shown.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it is for.</param>
/// <param name="AlertType">Its kind.</param>
/// <param name="Severity">low, medium, high or critical.</param>
/// <param name="Metric">The figure that it watches.</param>
/// <param name="Operator">How the figure is compared.</param>
/// <param name="Threshold">With what; a share for change, a robust score for anomaly.</param>
/// <param name="WindowDuration">Length of the window in minutes.</param>
/// <param name="Filters">Conditions on dimensions.</param>
/// <param name="GroupBy">A dimension each of whose values is watched by itself.</param>
/// <param name="Channels">Where alerts are sent.</param>
/// <param name="CooldownMinutes">How long after the end of one alert the next may not begin.</param>
/// <param name="Enabled">Whether it is evaluated.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record AlertRuleAnswer(
    string Id, string Name, string? Description, string AlertType, string Severity, string Metric, string Operator, decimal Threshold, int WindowDuration,
    IReadOnlyDictionary<string, string> Filters, string? GroupBy, IReadOnlyList<AlertChannelAnswer> Channels, int CooldownMinutes, bool Enabled, string CreatedAt, string UpdatedAt)
{
    /// <summary>A rule for a reader. Secrets stay; who may not change rules does not see an address's path either, which may be one.</summary>
    internal static AlertRuleAnswer Of(AlertRule rule, bool mayEdit)
    {
        var terms = rule.Terms;
        return new(
            rule.Id, terms.Name, terms.Description, terms.Type, terms.Severity, terms.Metric.Name, terms.Operator, terms.Threshold, terms.WindowMinutes,
            terms.Filters.ToDictionary(filter => filter.Column, filter => filter.Value), terms.GroupBy, [.. terms.Channels.Select(channel => AlertChannelAnswer.Of(channel, mayEdit))],
            terms.CooldownMinutes, terms.IsEnabled, ReportJson.Format(Clock.Time(rule.CreatedAt)), ReportJson.Format(Clock.Time(rule.UpdatedAt)));
    }
}

/// <summary>Where a rule's alerts are sent, as it is shown: without its secret.</summary>
/// <param name="Type">webhook or email.</param>
/// <param name="Url">Webhook: the address; only its host for those who may not change rules.</param>
/// <param name="HasSecret">Webhook: whether it has a secret of its own.</param>
/// <param name="To">E-mail: the recipients.</param>
/// <param name="SendResolved">Whether the end of an alert is told, too.</param>
public sealed record AlertChannelAnswer(string Type, string? Url, bool? HasSecret, IReadOnlyList<string>? To, bool SendResolved)
{
    internal static AlertChannelAnswer Of(AlertChannel channel, bool mayEdit) => channel.Type == AlertChannel.Webhook
        ? new(channel.Type, mayEdit ? channel.Url : new Uri(channel.Url!).GetLeftPart(UriPartial.Authority) + "/…", channel.Secret is not null, null, channel.SendResolved)
        : new(channel.Type, null, null, mayEdit ? channel.To : [.. channel.To!.Select(_ => "…")], channel.SendResolved);
}

/// <summary>A tenant's rules, oldest first.</summary>
/// <param name="AlertRules">The rules.</param>
public sealed record AlertRuleList(IReadOnlyList<AlertRuleAnswer> AlertRules);
