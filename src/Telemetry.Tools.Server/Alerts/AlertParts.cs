using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Telemetry.Tools.Server;

/// <summary>What alerts consist of: rules and alerts for those who ask, and the work beside the requests.</summary>
internal sealed class AlertParts : IAsyncDisposable
{
    private readonly AlertEndpoints _alerts;
    private readonly AlertRuleEndpoints _rules;
    private readonly WebhookSender _webhooks;
    private readonly DeliveryRunner _deliveries;
    private readonly BackgroundLoop _delivery;
    private readonly AlertPageEndpoints _pages;
    private readonly BackgroundLoop _evaluation;

    public AlertParts(ServerSettings settings, Database database, TimeProvider time, ILogger log)
    {
        var allowed = AllowedTargets.Parse(settings.WebhookAllow);
        var rules = new AlertRuleStore(database, time);
        _alerts = new AlertEndpoints(new AlertStore(database, time), rules, settings, time);
        var reader = new AlertRuleReader(new WebhookAddresses(allowed), settings);
        _rules = new AlertRuleEndpoints(rules, reader, settings);
        _pages = new AlertPageEndpoints(new AlertStore(database, time), rules, reader, time);
        var evaluator = new AlertEvaluator(database, time, log);
        var connections = new OutboundConnections(allowed, Dns.GetHostAddressesAsync);
        _webhooks = new WebhookSender(connections, settings.WebhookSecret, time);
        _deliveries = new DeliveryRunner(new Outbox(database, time), _webhooks, new MailSender(connections, settings), log);
        _delivery = new BackgroundLoop("Messages about alerts", TimeSpan.FromSeconds(1), _deliveries.RoundAsync, log);
        _evaluation = new BackgroundLoop("Alert rules", TimeSpan.FromSeconds(1), Evaluate, log);

        Task Evaluate(CancellationToken stop)
        {
            if (evaluator.Round(stop) > 0) _delivery.Wake();
            return Task.CompletedTask;
        }
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        _alerts.Map(routes);
        _rules.Map(routes);
        _pages.Map(routes);
    }

    public async ValueTask DisposeAsync()
    {
        await _evaluation.DisposeAsync().ConfigureAwait(false);
        await _delivery.DisposeAsync().ConfigureAwait(false);
        await _deliveries.FinishAsync().ConfigureAwait(false);
        _webhooks.Dispose();
    }
}
