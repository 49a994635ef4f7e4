using System.CommandLine;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>[STREAM]</c>: the stream by name; without one the only or the most recently written stream of the store.</summary>
internal sealed class StreamArgument
{
    private const string FirstStream = "build";

    private readonly Argument<string?> _name = new("STREAM")
    {
        Description = "The stream; without it the only one, or the one that was written last.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public StreamArgument(Command command) => command.Add(_name);

    /// <summary>The name that was given, or <see langword="null"/>.</summary>
    public string? Name(ParseResult parsed) => parsed.GetValue(_name);

    /// <summary>The stream that is meant; says so where it was not named.</summary>
    /// <exception cref="ToolException">TEL9002: there is no such stream.</exception>
    public StreamSchema Of(ParseResult parsed, StreamCatalog catalog, ToolHost host)
    {
        if (parsed.GetValue(_name) is { } name) return catalog.TryFind(name) ?? throw Unknown(name, catalog);
        var inStore = catalog.Streams.Where(stream => catalog.IsInStore(stream.Name)).ToList();
        if (inStore.Count == 0) return catalog.Find(FirstStream);
        var chosen = inStore.MaxBy(stream => LastWritten(catalog.Source(stream.Name)))!;
        if (inStore.Count > 1) host.Error.WriteLine($"Stream: {chosen.Name} (written last; others: {Others(inStore, chosen)})");
        return chosen;
    }

    private static string Others(List<StreamSchema> streams, StreamSchema chosen) =>
        string.Join(' ', streams.Where(stream => stream != chosen).Select(stream => stream.Name));

    private static DateTime LastWritten(StreamSource source) =>
        source.Files.Select(file => File.GetLastWriteTimeUtc(file.Path)).DefaultIfEmpty(DateTime.MinValue).Max();

    private static ToolException Unknown(string name, StreamCatalog catalog)
    {
        var names = catalog.Streams.Select(stream => stream.Name).ToList();
        var inStore = names.Where(catalog.IsInStore).ToList();
        var list = inStore.Count == 0 ? "Nothing is recorded yet" : $"Recorded here: {string.Join(' ', inStore)}";
        return new ToolException(
            ToolDiagnostics.UnknownStream, $"there is no stream '{name}'.{DidYouMean.Sentence(name, names)} {list}.", $"See: {Tool.Name} status", ExitCode.Usage);
    }
}
