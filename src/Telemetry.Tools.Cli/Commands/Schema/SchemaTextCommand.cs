using System.CommandLine;
using System.Text;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary>A command that turns one schema into a text.</summary>
internal abstract class SchemaTextCommand : ToolCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A schema file, or the name of a stream." };
    private readonly OutputOption _output;
    private readonly StoreOption _store;

    protected SchemaTextCommand(string name, string summary)
        : base(name, summary)
    {
        Add(_file);
        _output = new(this);
        _store = new(this);
    }

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var text = TextOf(SchemaSource.Load(parsed.GetValue(_file)!, _store.Of(parsed, host), host).Document(), parsed);
        _output.Write(parsed, host, output => output.Write(Encoding.UTF8.GetBytes(text)));
        return ExitCode.Ok;
    }

    /// <summary>The text.</summary>
    protected abstract string TextOf(SchemaDocument document, ParseResult parsed);
}
