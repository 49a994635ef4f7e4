using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Telemetry.Tools.Extensions.AI.Tests;

/// <summary>A model whose answers a test writes down beforehand.</summary>
internal sealed class FakeChatClient : IChatClient
{
    public Func<ChatResponse> Answer { get; set; } = () => new ChatResponse(new ChatMessage(ChatRole.Assistant, "Hello."));

    public List<ChatResponseUpdate> Pieces { get; init; } = [];

    /// <summary>Thrown behind the last piece.</summary>
    public Exception? Breaks { get; set; }

    public ChatClientMetadata? Metadata { get; init; } = new("anthropic", defaultModelId: "default-model");

    public int Calls { get; private set; }

    public List<ChatMessage> Seen { get; private set; } = [];

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Calls++;
        Seen = [.. messages];
        cancellationToken.ThrowIfCancellationRequested();
        return Breaks is null ? Task.FromResult(Answer()) : Task.FromException<ChatResponse>(Breaks);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Calls++;
        Seen = [.. messages];
        foreach (var piece in Pieces)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return piece;
        }

        if (Breaks is not null) throw Breaks;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? Metadata : null;

    public void Dispose()
    {
    }
}
