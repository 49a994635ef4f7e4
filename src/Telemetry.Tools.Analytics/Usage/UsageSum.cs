namespace Telemetry.Tools.Analytics;

/// <summary>Adds events up.</summary>
internal sealed class UsageSum
{
    private long _requests;
    private long _unpriced;
    private TokenCounts _tokens;
    private decimal _cost;
    private bool _isPriced;
    private bool _isAny;

    public UsageTotals Totals => !_isAny ? UsageTotals.Zero : new UsageTotals(_requests, _tokens, _isPriced ? _cost : null, _unpriced);

    public void Add(LlmUsage usage)
    {
        _isAny = true;
        _requests += usage.Requests;
        _tokens += UsageEvents.TokensOf(usage);
        if (usage.CostUsd is { } cost)
        {
            _cost += cost;
            _isPriced = true;
        }
        else
        {
            _unpriced += usage.Requests;
        }
    }
}
