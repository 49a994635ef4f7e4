using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Telemetry.Tools.Server;

/// <summary>Sends what is due, several messages at a time: a receiver that is slow keeps nobody waiting but those behind it.</summary>
internal sealed class DeliveryRunner(Outbox outbox, WebhookSender webhooks, MailSender mail, ILogger log)
{
    private const int AtOnce = 8;

    private readonly List<Task> _running = [];

    /// <summary>Begins to send what is due.</summary>
    public async Task RoundAsync(CancellationToken stop)
    {
        outbox.Forget();
        _running.RemoveAll(task => task.IsCompleted);
        while (!stop.IsCancellationRequested)
        {
            if (_running.Count >= AtOnce) _running.Remove(await Task.WhenAny(_running).WaitAsync(stop).ConfigureAwait(false));
            else if (outbox.Take() is { } delivery) _running.Add(SendAsync(delivery, stop));
            else return;
        }
    }

    /// <summary>Waits for what was begun; the token of its round has ended it.</summary>
    public Task FinishAsync() => Task.WhenAll(_running);

    private async Task SendAsync(Delivery delivery, CancellationToken stop)
    {
        try
        {
            if (delivery.Attempts > DeliverySchedule.Tries) throw new DeliveryException("the server ended at the last try.");
            await (delivery.Channel.Type == AlertChannel.Webhook ? webhooks.SendAsync(delivery, stop) : mail.SendAsync(delivery, stop)).ConfigureAwait(false);
            outbox.Finish(delivery);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever takes it next sends it with the same id.
        }
        catch (DeliveryException error)
        {
            if (outbox.Fail(delivery, error.Message)) log.LogWarning("Message {Delivery} was given up: {Error}", delivery, error.Message);
        }
        catch (Exception error) when (error is DbException or ServerException)
        {
            log.LogWarning(error, "How message {Id} went could not be written down", delivery.Id);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            log.LogError(error, "Message {Id} could not be sent", delivery.Id);
            outbox.Fail(delivery, "the message could not be made.");
        }
    }
}
