namespace Telemetry.Tools.Benchmarks;

/// <summary>One benchmark of <c>dotnet run build/build.cs -- bench NAME</c>. It prints ratios against named peers measured in the same run.</summary>
internal interface IBenchmark
{
    /// <summary>What to type after <c>bench</c>.</summary>
    string Name { get; }

    /// <summary>One line for the list of benchmarks.</summary>
    string Description { get; }

    /// <summary>Runs it; 0 when every stated bound holds, 1 when one does not.</summary>
    int Run(string[] args);
}
