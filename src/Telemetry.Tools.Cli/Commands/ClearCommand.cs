using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Cli;

/// <summary><c>clear</c>: deletes what was recorded.</summary>
internal sealed class ClearCommand : ToolCommand
{
    public const string Summary = "Deletes what was recorded; consent stays.";

    // The build logger's files, which `on` keeps beside the streams.
    private const string LoggerFolder = "logger";

    private readonly Argument<string?> _stream = new("STREAM") { Description = "Only this stream; without it, all of them.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Flag _all = new("--all") { Description = "Delete all streams and turn recording off." };
    private readonly Flag _yes = new("--yes", "-y") { Description = "Do not ask." };
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public ClearCommand()
        : base("clear", Summary)
    {
        Add(_stream);
        Add(_all);
        Add(_yes);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry clear build",
        "dotnet telemetry clear --all --yes",
    ];

    public override IReadOnlyList<string> Notes => ["On a terminal it asks first; elsewhere it needs --yes. Only segments of streams that have a schema.json are deleted."];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var (name, all) = (parsed.GetValue(_stream), _all.IsIn(parsed));
        if (name is not null && all) throw ToolException.Usage("--all is about every stream; a name is about one.", $"Example: {Examples[0]}");
        var location = Stores.Locate(_store.Of(parsed, host), host);
        using var store = Stores.Open(location);
        var streams = Chosen(store, name);
        if (!_yes.IsIn(parsed) && streams.Count > 0 && !IsAgreed(streams, location, all, host)) return ExitCode.Cancelled;
        var cleared = store.Clear(name);
        if (all) StoreConsent.Off(location.Root, host.Surroundings);
        Write(cleared, streams, all, asJson, host);
        return StoreWarnings.Print(store, host) ? ExitCode.Failed : ExitCode.Ok;
    }

    private static List<StoreStream> Chosen(EventStore store, string? name)
    {
        var streams = store.Streams;
        if (name is null) return [.. streams];
        if (streams.FirstOrDefault(stream => stream.Name == name) is { } found) return [found];
        throw new ToolException(
            ToolDiagnostics.UnknownStream, $"there is no stream '{name}'.{DidYouMean.Sentence(name, streams.Select(stream => stream.Name))}", $"See: {Tool.Name} status", ExitCode.Usage);
    }

    private static bool IsAgreed(List<StoreStream> streams, StoreLocation location, bool all, ToolHost host)
    {
        var what = $"{string.Join(", ", streams.Select(stream => SafeText.Of(stream.Name)))} ({SizeText.Of(streams.Sum(stream => stream.Bytes))}) in {SafeText.Of(location.Root)}";
        if (!host.Terminal.InputIsTerminal)
            throw new ToolException(ToolDiagnostics.NeedsYes, $"this would delete {what}, and there is no terminal to ask on.", "Add --yes to do it", ExitCode.Usage);
        host.Error.Write($"Delete {what}{(all ? " and turn recording off" : "")}? [y/N] ");
        var agreed = host.Input.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
        if (!agreed) host.Error.WriteLine("Nothing was deleted.");
        return agreed;
    }

    private static void Write(ClearResult cleared, List<StoreStream> streams, bool all, bool asJson, ToolHost host)
    {
        if (asJson) JsonAnswer.Write(host, json => WriteJson(json, cleared, streams, all));
        else host.Out.WriteLine(Sentence(cleared, all));
        foreach (var folder in PassedOver(cleared)) host.Error.WriteLine($"Left alone, since it is no stream of ours: {SafeText.Of(folder)}");
    }

    private static IEnumerable<string> PassedOver(ClearResult cleared) => cleared.PassedOver.Where(folder => Path.GetFileName(folder) != LoggerFolder);

    private static string Sentence(ClearResult cleared, bool all)
    {
        var files = string.Create(CultureInfo.InvariantCulture, $"{cleared.Deleted.Count:#,0} file{(cleared.Deleted.Count == 1 ? "" : "s")}");
        var what = cleared.Deleted.Count == 0 ? "There was nothing to delete." : $"Deleted {files}, {SizeText.Of(cleared.Bytes)}.";
        return all ? what + " Recording is off." : what;
    }

    private static void WriteJson(Utf8JsonWriter json, ClearResult cleared, List<StoreStream> streams, bool all)
    {
        json.WriteStartObject();
        json.WriteStrings("streams", streams.Select(stream => stream.Name));
        json.WriteStrings("deleted", cleared.Deleted);
        json.WriteNumber("bytes", cleared.Bytes);
        json.WriteStrings("passed_over", PassedOver(cleared));
        json.WriteBoolean("turned_off", all);
        json.WriteEndObject();
    }
}
