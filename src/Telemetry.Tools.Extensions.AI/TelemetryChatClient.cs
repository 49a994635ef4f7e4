using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Telemetry.Tools.Extensions.AI;

/// <summary>A chat client that passes everything through and records how each call went: never the text, and nothing where telemetry is off.</summary>
public sealed class TelemetryChatClient : DelegatingChatClient
{
    private readonly EventStore _store;
    private readonly CallContext _context;

    /// <param name="innerClient">The client to be recorded.</param>
    /// <param name="store">Where to; it is not disposed with the client.</param>
    /// <param name="options">What is recorded.</param>
    public TelemetryChatClient(IChatClient innerClient, EventStore store, ChatTelemetryOptions options)
        : base(innerClient)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        (_store, _context) = (store, new CallContext(innerClient, store, options));
    }

    /// <summary>The client that is recorded.</summary>
    internal IChatClient Inner => InnerClient;

    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (!_store.IsEnabled || messages is null) return InnerClient.GetResponseAsync(messages!, options, cancellationToken);
        return RecordAsync(Once(messages), options, cancellationToken);
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (!_store.IsEnabled || messages is null) return InnerClient.GetStreamingResponseAsync(messages!, options, cancellationToken);
        return RecordStreamAsync(Once(messages), options, cancellationToken);
    }

    private async Task<ChatResponse> RecordAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        using var call = new RecordedCall(_context, messages, options, cancellationToken);
        try
        {
            var response = await InnerClient.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            call.End(response);
            return response;
        }
        catch (Exception error)
        {
            call.Fail(error);
            throw;
        }
    }

    // A consumer that stops reading disposes the call, which then counts as stopped.
    private async IAsyncEnumerable<ChatResponseUpdate> RecordStreamAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var call = new RecordedCall(_context, messages, options, cancellationToken);
        await using var updates = Begin(call, messages, options, cancellationToken);
        while (await MoveAsync(call, updates).ConfigureAwait(false))
        {
            call.See(updates.Current);
            yield return updates.Current;
        }

        call.End();
    }

    private IAsyncEnumerator<ChatResponseUpdate> Begin(RecordedCall call, IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            return InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        }
        catch (Exception error)
        {
            call.Fail(error);
            throw;
        }
    }

    private static async ValueTask<bool> MoveAsync(RecordedCall call, IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        try
        {
            return await updates.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            call.Fail(error);
            throw;
        }
    }

    // What is given may be readable only once, and is read twice.
    private static IReadOnlyList<ChatMessage> Once(IEnumerable<ChatMessage> messages) => messages as IReadOnlyList<ChatMessage> ?? [.. messages];
}
