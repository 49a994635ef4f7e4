using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Benchmarks;

/// <summary>Where benchmarks keep what they make: <c>artifacts/bench</c> of this repository.</summary>
internal static class BenchmarkFolder
{
    public static string RepositoryRoot { get; } = Find();

    public static string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(RepositoryRoot, "artifacts", "bench")).FullName;

    private static string Find([CallerFilePath] string path = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, "..", ".."));
}
