using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Cli;

/// <summary>The program: picks the command, parses, runs, and turns what goes wrong into an exit code.</summary>
internal static class Tool
{
    /// <summary>How people call it.</summary>
    public const string Name = "dotnet telemetry";

    /// <summary>Runs one command line; never throws.</summary>
    public static int Run(string[] args, ToolHost host)
    {
        try
        {
            var exitCode = Dispatch(args, host);
            host.Flush();
            return exitCode;
        }
        catch (Exception e)
        {
            return Fail(host, e);
        }
    }

    private static int Dispatch(string[] args, ToolHost host)
    {
        var words = args.AsSpan();
        while (words is [GlobalOptions.Verbose, ..])
        {
            host.Verbose = true;
            words = words[1..];
        }

        return words switch
        {
            [] => new Welcome(host).Show(),
            ["--version"] => Version(host),
            ["--help" or "-h" or "-?" or "help"] => HelpWriter.WriteTour(host),
            ["help", .. var rest] => RunCommand([.. rest, "--help"], host),
            ["status", .. var rest] when QuickStatus.TryRun(rest, host) is { } exitCode => exitCode,
            ["usage", "statusline"] => QuickStatusline.Run(asJson: false, host),
            _ => RunCommand(words.ToArray(), host),
        };
    }

    // Apart, so that the parser is loaded only when it is needed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunCommand(string[] args, ToolHost host)
    {
        var command = CommandCatalog.Create(args[0]);
        var parsed = RootOf(command).Parse(args, GlobalOptions.Parser);
        var (chosen, global) = ((ToolCommand)parsed.CommandResult.Command, command.Global);
        host.Verbose |= global.VerboseOption.IsIn(parsed);
        host.Help = $"{HelpWriter.PathOf(chosen)} --help";
        if (global.HelpOption.IsIn(parsed)) return HelpWriter.Write(chosen, host);
        UsageErrors.ThrowIfAny(parsed, chosen);
        return chosen.Execute(parsed, host);
    }

    private static RootSymbol RootOf(ToolCommand command)
    {
        var root = new RootSymbol { command };
        command.Global.AddTo(root);
        return root;
    }

    /// <summary>What all commands hang on; its name stands for the two words that people type.</summary>
    private sealed class RootSymbol() : Command("dotnet-telemetry");

    private static int Version(ToolHost host)
    {
        host.Out.WriteLine(typeof(Tool).Assembly.GetName().Version?.ToString(3));
        return ExitCode.Ok;
    }

    private static int Fail(ToolHost host, Exception exception)
    {
        var exitCode = ErrorPrinter.Print(host, exception);
        try
        {
            host.Flush();
        }
        catch (IOException)
        {
            // Standard output is what failed: it has been said.
        }

        return exitCode;
    }
}
