namespace Telemetry.Tools.Cli;

/// <summary>All commands by name. Only the one that is asked for is built.</summary>
internal static class CommandCatalog
{
    /// <summary>The commands in the order of the tour.</summary>
    public static IReadOnlyList<CommandEntry> Entries { get; } =
    [
        new("on", OnCommand.Summary, () => new OnCommand()),
        new("off", OffCommand.Summary, () => new OffCommand()),
        new("status", StatusCommand.Summary, () => new StatusCommand()),
        new("report", ReportCommand.Summary, () => new ReportCommand()),
        new("analyze", AnalyzeCommand.Summary, () => new AnalyzeCommand()),
        new("usage", UsageCommand.Summary, () => new UsageCommand()),
        new("budget", BudgetCommand.Summary, () => new BudgetCommand()),
        new("prices", PricesCommand.Summary, () => new PricesCommand()),
        new("log", LogCommand.Summary, () => new LogCommand()),
        new("run", RunCommand.Summary, () => new RunCommand()),
        new("export", ExportCommand.Summary, () => new ExportCommand()),
        new("import", ImportCommand.Summary, () => new ImportCommand()),
        new("clear", ClearCommand.Summary, () => new ClearCommand()),
        new("serve", ServeCommand.Summary, () => new ServeCommand()),
        new("server", ServerCommand.Summary, () => new ServerCommand()),
        new("keys", KeysCommand.Summary, () => new KeysCommand()),
        new("push", PushCommand.Summary, () => new PushCommand()),
        new("schema", SchemaCommand.Summary, () => new SchemaCommand()),
    ];

    /// <summary>Builds a command by its name.</summary>
    public static ToolCommand Create(string name)
    {
        foreach (var entry in Entries)
        {
            if (entry.Name == name) return entry.Create();
        }

        throw Unknown(name);
    }

    private static ToolException Unknown(string name)
    {
        var what = name.StartsWith('-') ? "option" : "command";
        var candidates = Entries.Select(entry => entry.Name).Append("--help").Append("--version");
        return ToolException.Usage($"there is no {what} '{name}'.{DidYouMean.Sentence(name, candidates)}", $"See: {Tool.Name} --help");
    }
}

/// <summary>A command that can be built.</summary>
/// <param name="Name">What is typed.</param>
/// <param name="Summary">One line for the tour.</param>
/// <param name="Create">Builds it.</param>
internal sealed record CommandEntry(string Name, string Summary, Func<ToolCommand> Create);
