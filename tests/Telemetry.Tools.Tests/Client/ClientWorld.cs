namespace Telemetry.Tools.Tests;

/// <summary>A client, the server that it talks to, its clock and its folder.</summary>
internal sealed class ClientWorld : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly string _root = Directory.CreateTempSubdirectory("telemetry-client-").FullName;
    private readonly Dictionary<string, string> _variables = [];

    public ManualClock Clock { get; } = new(Start);

    public StubServer Server { get; } = new();

    public List<RejectedEvent> Rejected { get; } = [];

    /// <summary>The buffer folder; made by the client.</summary>
    public string Folder => Path.Combine(_root, "buffer");

    public string[] Files => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.events") : [];

    public string this[string variable]
    {
        set => _variables[variable] = value;
    }

    public TelemetryClient Open(Func<TelemetryClientOptions, TelemetryClientOptions>? change = null, bool isBuffered = false)
    {
        var options = new TelemetryClientOptions
        {
            Enabled = true,
            BaseUrl = new Uri("http://server.test"),
            ApiKey = "tt_secretsecret",
            BufferFolder = isBuffered ? Folder : null,
            HttpClient = new HttpClient(Server, disposeHandler: false),
            OnRejected = Rejected.Add,
            Time = Clock,
            Jitter = () => 1,
            Environment = new StoreEnvironment(_variables.GetValueOrDefault, _root, _root),
        };
        return new TelemetryClient(change?.Invoke(options) ?? options);
    }

    public static TargetRun Run(string target = "Build") => new() { Timestamp = Start, Target = target, DurationSeconds = 1.5, ExitCode = 0 };

    public void Dispose()
    {
        Server.Dispose();
        if (!OperatingSystem.IsWindows() && Directory.Exists(Folder)) File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Delete(_root, recursive: true);
    }
}
