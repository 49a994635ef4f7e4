namespace Telemetry.Tools.Analytics.Tests;

/// <summary>A store that is on, runs in it, and the proposals beside them.</summary>
internal sealed class LearningWorld : IDisposable
{
    private readonly TempFolder _folder = new();

    public LearningWorld()
    {
        Root = Directory.CreateDirectory(_folder.File("store")).FullName;
        Store = EventStore.Open(new StoreLocation(Root, true, "test"));
    }

    public static DateTimeOffset Start { get; } = new(2026, 2, 18, 7, 0, 0, TimeSpan.Zero);

    public string Root { get; }

    public EventStore Store { get; }

    public IEnumerable<string> Files =>
        Directory.Exists(Folder) ? Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal) : [];

    private string Folder => Path.Combine(Root, "prompt-runs", "proposals");

    public static PromptRun Run(string id, int minute, string? error, string version = "1.0.0", string model = "m") => new()
    {
        Ts = Start.AddMinutes(minute),
        PromptId = id,
        Version = version,
        Model = model,
        Success = error is null,
        LatencyMs = 10,
        Error = error,
    };

    /// <summary>Runs one minute apart, the failures first.</summary>
    public void Record(string id, int runs, int failures, string version = "1.0.0", string model = "m", string error = "strange", int from = 0) =>
        Store.Append(Enumerable.Range(0, runs).Select(at => Run(id, from + at, at < failures ? error : null, version, model)));

    public void Fail(string id, string error, int at) => Store.Append(Run(id, at, error));

    public LearningResult Learn(LearningOptions? options = null) => PromptLearning.Run(Store, options ?? new LearningOptions());

    public string FileOf(string id) => Path.Combine(Folder, ProposalName.Of(id));

    public string Text(string id) => File.ReadAllText(FileOf(id));

    public DateTime Time(string id) => File.GetLastWriteTimeUtc(FileOf(id));

    /// <summary>Makes a file old, so that a later write shows.</summary>
    public DateTime LongAgo(string id)
    {
        File.SetLastWriteTimeUtc(FileOf(id), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return Time(id);
    }

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }
}
