using Microsoft.Extensions.AI;

namespace Telemetry.Tools.Extensions.AI;

/// <summary>Adds recording to chat clients.</summary>
public static class ChatClientTelemetryExtensions
{
    /// <summary>
    /// Records each call as one <c>prompt-runs</c> event and, where the provider counts tokens, one <c>llm-usage</c> event. Cheap enough to be called once for each prompt of one client:
    /// a client that records already is not wrapped twice, the new prompt takes the place of the old one. In a pipeline: <c>builder.Use(inner =&gt; inner.UseTelemetry(store, "codegen-v1"))</c>;
    /// before <c>UseFunctionInvocation</c> the whole exchange with all its tool calls is one run, behind it each request to the model is.
    /// </summary>
    /// <example>
    /// <code>
    /// using var store = EventStore.Open();
    /// IChatClient chat = client.UseTelemetry(store, "codegen-v1");
    /// var answer = await chat.GetResponseAsync("Write a haiku about build servers.");
    /// </code>
    /// </example>
    /// <param name="client">The client to be recorded.</param>
    /// <param name="store">Where to; where it is off, calls pass through untouched.</param>
    /// <param name="promptId">Which prompt the client runs.</param>
    public static IChatClient UseTelemetry(this IChatClient client, EventStore store, string promptId) =>
        client.UseTelemetry(store, new ChatTelemetryOptions { PromptId = promptId });

    /// <inheritdoc cref="UseTelemetry(IChatClient, EventStore, string)"/>
    /// <param name="client">The client to be recorded.</param>
    /// <param name="store">Where to; where it is off, calls pass through untouched.</param>
    /// <param name="options">Prompt, version, user and what else is recorded.</param>
    public static IChatClient UseTelemetry(this IChatClient client, EventStore store, ChatTelemetryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(store);
        var recorded = client is TelemetryChatClient already ? already.Inner : client;
        return new TelemetryChatClient(recorded, store, options ?? new ChatTelemetryOptions());
    }
}
