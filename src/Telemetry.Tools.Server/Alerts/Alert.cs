namespace Telemetry.Tools.Server;

/// <summary>An alert.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RuleId">The rule that raised it; it may be gone.</param>
/// <param name="Name">The rule's name, as it was then, like what follows.</param>
/// <param name="AlertType">The rule's kind.</param>
/// <param name="Severity">low, medium, high or critical.</param>
/// <param name="Metric">The figure.</param>
/// <param name="Operator">How it was compared.</param>
/// <param name="Threshold">With what.</param>
/// <param name="Value">What it was.</param>
/// <param name="WindowStart">Start of the window, in the time of events.</param>
/// <param name="WindowEnd">Its end, exclusive.</param>
/// <param name="Status">open, acknowledged or resolved.</param>
/// <param name="TriggeredAt">When it was raised.</param>
/// <param name="AcknowledgedAt">When somebody took note of it.</param>
/// <param name="AcknowledgedBy">The name of the key that did.</param>
/// <param name="Reason">What was said then.</param>
/// <param name="ResolvedAt">When it was over.</param>
/// <param name="Group">The value of the dimension that the rule is grouped by; null where it is not, or for events without one.</param>
public sealed record Alert(
    string Id, string RuleId, string Name, string AlertType, string Severity, string Metric, string Operator, decimal Threshold, decimal Value, string WindowStart, string WindowEnd,
    string Status, string TriggeredAt, string? AcknowledgedAt, string? AcknowledgedBy, string? Reason, string? ResolvedAt, string? Group);

/// <summary>A page of alerts, newest first.</summary>
/// <param name="Alerts">The alerts.</param>
/// <param name="NextCursor">Where the next page begins; null on the last.</param>
public sealed record AlertList(IReadOnlyList<Alert> Alerts, string? NextCursor);

/// <summary>How many alerts were raised.</summary>
/// <param name="Period">The period.</param>
/// <param name="TimeSeries">Each bucket of it, empty ones too.</param>
public sealed record AlertTrend(PeriodEcho Period, IReadOnlyList<AlertCount> TimeSeries);

/// <summary>Alerts that were raised in one bucket, by severity.</summary>
/// <param name="PeriodStart">Start of the bucket.</param>
/// <param name="Low">Of low severity.</param>
/// <param name="Medium">Of medium severity.</param>
/// <param name="High">Of high severity.</param>
/// <param name="Critical">Of critical severity.</param>
/// <param name="Total">All of them.</param>
public sealed record AlertCount(string PeriodStart, long Low, long Medium, long High, long Critical, long Total);
