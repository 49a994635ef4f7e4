using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Telemetry.Tools.Server;

/// <summary>What alerts consist of: rules and alerts for those who ask, and the work beside the requests.</summary>
internal sealed class AlertParts : IAsyncDisposable
{
    private readonly AlertEndpoints _alerts;
    private readonly AlertRuleEndpoints _rules;
    private readonly BackgroundLoop _evaluation;

    public AlertParts(ServerSettings settings, Database database, TimeProvider time, ILogger log)
    {
        var allowed = AllowedTargets.Parse(settings.WebhookAllow);
        var rules = new AlertRuleStore(database, time);
        _alerts = new AlertEndpoints(new AlertStore(database, time), rules, settings, time);
        _rules = new AlertRuleEndpoints(rules, new AlertRuleReader(new WebhookAddresses(allowed), settings), settings);
        var evaluator = new AlertEvaluator(database, time, log);
        _evaluation = new BackgroundLoop("Alert rules", TimeSpan.FromSeconds(1), stop => Task.FromResult(evaluator.Round(stop)), log);
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        _alerts.Map(routes);
        _rules.Map(routes);
    }

    public ValueTask DisposeAsync() => _evaluation.DisposeAsync();
}
