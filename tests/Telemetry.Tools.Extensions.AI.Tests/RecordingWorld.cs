using Microsoft.Extensions.AI;

namespace Telemetry.Tools.Extensions.AI.Tests;

/// <summary>A store in a folder of its own, on unless a test says otherwise, and a model that records into it.</summary>
internal sealed class RecordingWorld : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telemetry-chat-").FullName;

    public RecordingWorld(bool isOn = true)
    {
        Root = Path.Combine(_folder, "store");
        Store = EventStore.Open(new StoreLocation(Root, isOn, "test"));
    }

    public string Root { get; }

    public EventStore Store { get; }

    public FakeChatClient Model { get; init; } = new();

    public IReadOnlyList<PromptRun> Runs => [.. Store.Read<PromptRun>()];

    public IReadOnlyList<LlmUsage> Usage => [.. Store.Read<LlmUsage>()];

    public PromptRun Run => Runs.ShouldHaveSingleItem();

    public IChatClient Chat(ChatTelemetryOptions? options = null) => Model.UseTelemetry(Store, options ?? new ChatTelemetryOptions { PromptId = "codegen-v1" });

    public string Everything() => string.Join('\n', Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText));

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
