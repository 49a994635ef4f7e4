using Microsoft.Extensions.AI;

namespace Telemetry.Tools.Extensions.AI;

/// <summary>What all calls of one client share; asked of the system once, and only when something is recorded.</summary>
internal sealed class CallContext
{
    private readonly Lazy<string?> _machine;
    private readonly Lazy<string?> _project;
    private readonly Lazy<ChatClientMetadata?> _metadata;

    public CallContext(IChatClient client, EventStore store, ChatTelemetryOptions options)
    {
        (Store, Options) = (store, options);
        _machine = new(store.MachineId);
        _project = new(() => options.Project ?? Quietly(() => Path.GetFileName(StoreEnvironment.OfProcess().FindRepository())));
        _metadata = new(() => Quietly(() => client.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata));
    }

    public EventStore Store { get; }

    public ChatTelemetryOptions Options { get; }

    public string? Machine => _machine.Value;

    public string? Project => _project.Value;

    public string? Provider => _metadata.Value?.ProviderName;

    public string? DefaultModel => _metadata.Value?.DefaultModelId;

    private static T? Quietly<T>(Func<T?> find)
        where T : class
    {
        try
        {
            return find();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Only a name is missing then.
            return null;
        }
    }
}
