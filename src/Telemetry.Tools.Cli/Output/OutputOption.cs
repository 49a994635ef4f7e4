using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary><c>-o FILE</c>: writes the answer to a file, whole or not at all, instead of standard output.</summary>
internal sealed class OutputOption
{
    private readonly Option<string?> _file = new("--output", "-o")
    {
        HelpName = "FILE",
        Description = "Write to this file instead of standard output; it is replaced only when all is written.",
    };

    public OutputOption(Command command) => command.Add(_file);

    /// <summary>The file that was named, absolute, or <see langword="null"/>.</summary>
    public string? Of(ParseResult parsed, ToolHost host) => parsed.GetValue(_file) switch
    {
        null or "-" => null,
        "" => throw ToolException.Usage("-o needs a file name."),
        var path => host.FullPath(path),
    };

    /// <summary>Has something written to the file, or to standard output where none was named.</summary>
    public void Write(ParseResult parsed, ToolHost host, Action<Stream> write)
    {
        if (Of(parsed, host) is { } path)
        {
            AtomicFile.Write(path, write);
            host.Error.WriteLine($"Wrote {SafeText.Of(path)}");
            return;
        }

        host.Out.Flush();
        write(host.Output);
    }
}
