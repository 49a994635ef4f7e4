using System.Text;

namespace Telemetry.Tools.Cli;

/// <summary>Everything a command may touch outside itself: streams, terminal, environment, clock. Tests give their own.</summary>
internal sealed class ToolHost
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private TextWriter? _out;
    private TextWriter? _error;

    /// <summary>Data goes here, and nothing else.</summary>
    public required Stream Output { get; init; }

    /// <summary>Hints, warnings, progress and errors go here; standard error, opened on first use, where no other is given.</summary>
    public TextWriter Error
    {
        get => _error ??= new StreamWriter(Console.OpenStandardError(), Utf8, 512) { AutoFlush = true, NewLine = "\n" };
        init => _error = value;
    }

    /// <summary>Answers to questions come from here.</summary>
    public required TextReader Input { get; init; }

    /// <summary>What the terminal can do; the process's own, looked at on first use, where no other is given.</summary>
    public TerminalTraits Terminal
    {
        get => field ??= TerminalTraits.ForProcess();
        init;
    }

    /// <summary>Environment variables, home and current folder.</summary>
    public required StoreEnvironment Surroundings { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The command that helps where an error names none: the help of the one that runs.</summary>
    public string Help { get; set; } = $"{Tool.Name} --help";

    /// <summary>Whether stack traces are wanted.</summary>
    public bool Verbose { get; set; }

    /// <summary><see cref="Output"/> as UTF-8 text.</summary>
    public TextWriter Out => _out ??= new StreamWriter(Output, Utf8, 4096, leaveOpen: true) { NewLine = "\n" };

    /// <summary>The current time, in UTC.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>The host of a real process.</summary>
    public static ToolHost ForProcess() => new()
    {
        Output = StandardOutput.Open(),
        Input = new StandardInput(),
        Surroundings = StoreEnvironment.OfProcess(),
    };

    /// <summary>Reads an environment variable; <see langword="null"/> where it is not set.</summary>
    public string? Environment(string name) => Surroundings.Variable(name);

    /// <summary>A path of the user's, absolute.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, Surroundings.CurrentDirectory);

    /// <summary>Hands everything written so far to the system.</summary>
    public void Flush()
    {
        _out?.Flush();
        Output.Flush();
        _error?.Flush();
    }
}
