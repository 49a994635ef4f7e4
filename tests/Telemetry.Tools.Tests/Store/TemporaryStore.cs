using System.Text;

namespace Telemetry.Tools.Tests;

/// <summary>A home folder, a store in it that is on, and an environment that knows nothing else; gone with the test.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly Dictionary<string, string> _variables = [];

    public TemporaryStore()
    {
        Folder = Directory.CreateTempSubdirectory("telemetry-store-").FullName;
        Home = Directory.CreateDirectory(Path.Combine(Folder, "home")).FullName;
        Root = Path.Combine(Home, ".telemetry");
    }

    public string Folder { get; }

    public string Home { get; }

    public string Root { get; }

    public StoreEnvironment Environment => new(_variables.GetValueOrDefault, Home, Folder);

    public string this[string variable]
    {
        set => _variables[variable] = value;
    }

    public EventStore Open(TimeProvider? clock = null, Durability durability = Durability.Flush)
    {
        StoreConsent.On(environment: Environment);
        return OpenAsIs(clock, durability);
    }

    public EventStore OpenAsIs(TimeProvider? clock = null, Durability durability = Durability.Flush, string? path = null) =>
        EventStore.Open(new EventStoreOptions(path, durability, Folder) { Environment = Environment, Clock = clock ?? TimeProvider.System });

    /// <summary>A file of a stream, for looking at and for damaging.</summary>
    public string PathOf(string stream, string file) => Path.Combine(Root, stream, file);

    public string TextOf(string stream, string file) => File.ReadAllText(PathOf(stream, file));

    /// <summary>Puts bytes at a file's end behind the store's back.</summary>
    public void Damage(string stream, string file, string text)
    {
        Directory.CreateDirectory(Path.Combine(Root, stream));
        using var handle = File.OpenHandle(PathOf(stream, file), FileMode.OpenOrCreate, FileAccess.Write);
        RandomAccess.Write(handle, Encoding.UTF8.GetBytes(text), RandomAccess.GetLength(handle));
    }

    public List<string> FilesOf(string stream) =>
        [.. Directory.GetFiles(Path.Combine(Root, stream)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
