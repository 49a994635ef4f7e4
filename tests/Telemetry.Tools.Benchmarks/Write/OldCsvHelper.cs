using System.Reflection;
using System.Runtime.Loader;

namespace Telemetry.Tools.Benchmarks;

/// <summary>CsvHelper 33.0.1, the last version of its text-based line, beside the 34.0.0 that this program itself is built with.</summary>
internal sealed class OldCsvHelper
{
    private const string Peer = "Telemetry.Tools.Benchmarks.CsvHelper33";

    private OldCsvHelper(int count, Func<long> write, Func<long> read) => (Count, Write, Read) = (count, write, read);

    /// <summary>How many rows it read.</summary>
    public int Count { get; }

    /// <summary>Writes all rows; how many bytes.</summary>
    public Func<long> Write { get; }

    /// <summary>Reads all rows; the sum of their durations.</summary>
    public Func<long> Read { get; }

    /// <summary>Loads it into a context of its own, on a file of rows.</summary>
    public static OldCsvHelper Open(string path)
    {
        var folder = System.IO.Path.Combine(BenchmarkFolder.RepositoryRoot, "artifacts", "bin", Peer, "release");
        var context = new AssemblyLoadContext(Peer);
        context.Resolving += (own, name) =>
            System.IO.Path.Combine(folder, name.Name + ".dll") is var file && File.Exists(file) ? own.LoadFromAssemblyPath(file) : null;
        context.LoadFromAssemblyPath(System.IO.Path.Combine(folder, "CsvHelper.dll"));
        var type = context.LoadFromAssemblyPath(System.IO.Path.Combine(folder, Peer + ".dll")).GetType(Peer + ".TaskPeer", throwOnError: true)!;
        var peer = Activator.CreateInstance(type, path)!;
        return new OldCsvHelper((int)type.GetProperty("Count")!.GetValue(peer)!, Call(type, peer, "Write"), Call(type, peer, "Read"));
    }

    private static Func<long> Call(Type type, object peer, string name) =>
        type.GetMethod(name, BindingFlags.Public | BindingFlags.Instance)!.CreateDelegate<Func<long>>(peer);
}
