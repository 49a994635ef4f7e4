using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Cli;

/// <summary><c>schema generate</c>: a client for programs in other languages.</summary>
internal sealed class SchemaGenerateCommand : ToolCommand
{
    private static readonly string[] Languages = ["python", "typescript", "javascript"];

    private readonly Argument<string> _file = new("FILE") { Description = "A schema file, or the name of a stream." };
    private readonly Option<string?> _language = new("--language", "-l") { HelpName = "python|typescript", Description = "The language; typescript is JavaScript with its types." };
    private readonly Option<string?> _folder = new("--output", "-o") { HelpName = "DIR", Description = "The folder to write to (default: this one). Files of the same names are replaced." };
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public SchemaGenerateCommand()
        : base("generate", "A client in Python or JavaScript: typed events, and what sends them.")
    {
        Add(_file);
        Add(_language);
        Add(_folder);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet telemetry schema generate orders.telemetry.json --language python -o clients",
        "dotnet telemetry schema generate client-usage --language typescript",
    ];

    public override IReadOnlyList<string> Notes => ["Python 3.11 and its standard library; Node 18 or a browser without any package. How they are used: docs/clients.md."];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var language = parsed.GetValue(_language) ?? throw ToolException.Usage("name the language.", "Languages: python typescript");
        if (!Languages.Contains(language)) throw ToolException.Usage($"there is no language '{language}' here.{DidYouMean.Sentence(language, Languages)}", "Languages: python typescript");
        var document = SchemaSource.Load(parsed.GetValue(_file)!, _store.Of(parsed, host), host).Document();
        var folder = host.FullPath(parsed.GetValue(_folder) ?? ".");
        var files = language == "python" ? new PythonClient(document).Files() : new JavaScriptClient(document).Files();
        var paths = WriteFiles(files, folder, host);
        if (asJson) JsonAnswer.Write(host, json => WriteJson(json, document.Stream, language, paths));
        return ExitCode.Ok;
    }

    private static List<string> WriteFiles(IEnumerable<ClientFile> files, string folder, ToolHost host)
    {
        Directory.CreateDirectory(folder);
        var paths = new List<string>();
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Name);
            AtomicFile.Write(path, output => output.Write(Encoding.UTF8.GetBytes(file.Text)));
            host.Error.WriteLine($"Wrote {SafeText.Of(path)}");
            paths.Add(path);
        }

        return paths;
    }

    private static void WriteJson(Utf8JsonWriter json, string stream, string language, List<string> files)
    {
        json.WriteStartObject();
        json.WriteString("stream", stream);
        json.WriteString("language", language);
        json.WriteStrings("files", files);
        json.WriteEndObject();
    }
}
