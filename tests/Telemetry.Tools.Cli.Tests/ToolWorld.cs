using System.Text;

namespace Telemetry.Tools.Cli.Tests;

/// <summary>A home, a repository and a store of its own for one test; runs the tool in this process.</summary>
internal sealed class ToolWorld : IDisposable
{
    private readonly Dictionary<string, string> _variables = new() { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" };

    public ToolWorld()
    {
        Root = Directory.CreateTempSubdirectory("telemetry-cli-").FullName;
        Home = Directory.CreateDirectory(Path.Combine(Root, "home")).FullName;
        Repository = Directory.CreateDirectory(Path.Combine(Root, "repository")).FullName;
        Directory.CreateDirectory(Path.Combine(Repository, ".git"));
        Store = Path.Combine(Root, "store");
    }

    public string Root { get; }

    public string Home { get; }

    /// <summary>The current folder of the commands.</summary>
    public string Repository { get; }

    /// <summary>A store beside the home; nothing is there until a test turns it on.</summary>
    public string Store { get; }

    public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public TerminalTraits Terminal { get; set; } = new(false, false, false, false, false);

    public string Input { get; set; } = "";

    public bool HasHome { get; set; } = true;

    public void Set(string variable, string? value)
    {
        if (value is null) _variables.Remove(variable);
        else _variables[variable] = value;
    }

    /// <summary>Turns the store on as a user would with <c>on --store</c>, without the build logger.</summary>
    public ToolWorld TurnedOn()
    {
        Run("on", "--no-attach", "--store", Store).ExitCode.ShouldBe(0);
        return this;
    }

    /// <summary>Runs the tool with this world's store.</summary>
    public ToolRun InStore(params string[] args) => Run([.. args, "--store", Store]);

    /// <summary>The same, with the option before what follows the dashes.</summary>
    public ToolRun InStoreBefore(string command, params string[] args) => Run([command, "--store", Store, .. args]);

    public ToolRun Run(params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        using var input = new StringReader(Input);
        var host = new ToolHost
        {
            Output = output,
            Error = error,
            Input = input,
            Terminal = Terminal,
            Surroundings = new StoreEnvironment(name => _variables.GetValueOrDefault(name), HasHome ? Home : null, Repository),
            Time = new FixedClock(Now),
        };
        var exitCode = Tool.Run(args, host);
        return new ToolRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    /// <summary>Puts a stream into the store as a program would have left it.</summary>
    public ToolWorld Recorded(string schema, string stream, params string[] lines)
    {
        if (!Directory.Exists(Store)) TurnedOn();
        var folder = Directory.CreateDirectory(Path.Combine(Store, stream)).FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(folder, "schema.json"), schema);
        File.AppendAllLines(Path.Combine(folder, stream + ".jsonl"), lines);
        return this;
    }

    /// <summary>A path in the repository.</summary>
    public string PathTo(params string[] names) => Path.Combine([Repository, .. names]);

    /// <summary>Writes a file of the repository.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(PathTo(name), text);
        return PathTo(name);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

/// <summary>What a run of the tool left.</summary>
internal sealed record ToolRun(int ExitCode, string Out, string Error)
{
    public ToolRun ShouldSucceed()
    {
        ExitCode.ShouldBe(0, ToString());
        return this;
    }

    public ToolRun ShouldFail(int exitCode, string id)
    {
        ExitCode.ShouldBe(exitCode, ToString());
        Error.ShouldContain(id);
        Error.ShouldNotContain("   at ");
        return this;
    }
}
