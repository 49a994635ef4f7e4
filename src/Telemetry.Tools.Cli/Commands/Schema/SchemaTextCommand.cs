using System.CommandLine;
using System.Text;
using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary>A command that turns one schema into a text.</summary>
internal abstract class SchemaTextCommand : ToolCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A schema file, or the name of a stream." };
    private readonly FormatOption _format;
    private readonly OutputOption _output;
    private readonly StoreOption _store;

    protected SchemaTextCommand(string name, string summary)
        : base(name, summary)
    {
        Add(_file);
        _format = new(this);
        _output = new(this);
        _store = new(this);
    }

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var document = SchemaSource.Load(parsed.GetValue(_file)!, _store.Of(parsed, host), host).Document();
        var text = TextOf(document, parsed);
        _output.Write(parsed, host, output => Write(document.Stream, text, asJson, output));
        return ExitCode.Ok;
    }

    /// <summary>The text.</summary>
    protected abstract string TextOf(SchemaDocument document, ParseResult parsed);

    private static void Write(string stream, string text, bool asJson, Stream output)
    {
        if (asJson) JsonAnswer.Write(output, json => Write(json, stream, text));
        else output.Write(Encoding.UTF8.GetBytes(text));
    }

    private static void Write(Utf8JsonWriter json, string stream, string text)
    {
        json.WriteStartObject();
        json.WriteString("stream", stream);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
