using System.CommandLine;

namespace Telemetry.Tools.Cli;

/// <summary>Writes help pages: the tour of all commands, and one page a command, each with examples.</summary>
internal sealed class HelpWriter
{
    private readonly TextWriter _out;
    private readonly int _width;

    private HelpWriter(ToolHost host) => (_out, _width) = (host.Out, Math.Min(host.Terminal.Width, 110));

    /// <summary>The page of one command.</summary>
    public static int Write(ToolCommand command, ToolHost host)
    {
        new HelpWriter(host).Page(command);
        return ExitCode.Ok;
    }

    /// <summary>The short tour of everything.</summary>
    public static int WriteTour(ToolHost host)
    {
        new HelpWriter(host).Tour();
        return ExitCode.Ok;
    }

    /// <summary>How a command is called: <c>dotnet telemetry schema check</c>.</summary>
    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : Tool.Name;

    /// <summary>A command's own options and those that all have.</summary>
    public static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Concat(Ancestors(command).SelectMany(c => c.Options).Where(option => option.Recursive)).Where(option => !option.Hidden);

    private static IEnumerable<Command> Ancestors(Command command)
    {
        foreach (var parent in command.Parents.OfType<Command>())
        {
            yield return parent;
            foreach (var grandparent in Ancestors(parent)) yield return grandparent;
        }
    }

    private void Tour()
    {
        Wrap("Records what builds, scripts and programs do, keeps it on this machine, and shows it. Off until you turn it on.");
        Heading("Start");
        Columns(
        [
            ($"{Tool.Name} on", "record the builds of this repository from now on"),
            ("dotnet build", "as always: each build leaves a line"),
            ($"{Tool.Name} report", "what happened, how long it took, how often it was green"),
        ]);
        Heading("Commands");
        Columns([.. CommandCatalog.Entries.Select(entry => (entry.Name, entry.Summary))]);
        Heading("Good to know");
        Columns(
        [
            ($"{Tool.Name} COMMAND --help", "options and examples of a command"),
            ("--format json", "the answer for programs; data goes to standard output, all else to standard error"),
            ("--store DIR", "another store; without it TELEMETRY_STORE, the repository's, or your own"),
            ("DO_NOT_TRACK=1", "nothing is recorded, whatever is turned on; TELEMETRY=0 does the same"),
        ]);
    }

    private void Page(ToolCommand command)
    {
        Wrap(command.Description ?? "");
        Heading("Usage");
        Wrap(UsageOf(command), "  ");
        Section("Commands", command.Subcommands.Select(c => (c.Name, c.Description ?? "")));
        Section("Arguments", command.Arguments.Select(a => (a.HelpName ?? a.Name, a.Description ?? "")));
        Section("Options", OptionsOf(command).Select(option => (LabelOf(option), option.Description ?? "")));
        if (command.Notes.Count > 0) Heading("Notes");
        foreach (var note in command.Notes) Wrap(note, "  ");
        Heading("Examples");
        foreach (var example in command.Examples) _out.WriteLine($"  {example}");
    }

    private static string UsageOf(Command command)
    {
        if (command.Subcommands.Count > 0 && command.Arguments.Count == 0) return $"{PathOf(command)} COMMAND [options]";
        var trailing = command.Arguments.Select(ArgumentUsage).ToList();
        return trailing is [.., var last] && last.StartsWith("--", StringComparison.Ordinal)
            ? $"{PathOf(command)} [options] {last}"
            : string.Join(' ', [PathOf(command), .. trailing, "[options]"]);
    }

    private static string ArgumentUsage(Argument argument)
    {
        var name = argument.HelpName ?? argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 && !name.StartsWith("--", StringComparison.Ordinal) ? $"[{name}]" : name;
    }

    private static string LabelOf(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias.Length == 2 && alias[1] != '?').Append(option.Name));
        return option.HelpName is { } value ? $"{names} {value}" : names;
    }

    private void Heading(string title)
    {
        _out.WriteLine();
        _out.WriteLine(title);
    }

    private void Section(string title, IEnumerable<(string Label, string Text)> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0) return;
        Heading(title);
        Columns(list);
    }

    private void Columns(IReadOnlyList<(string Label, string Text)> rows)
    {
        var labelWidth = rows.Select(row => row.Label.Length).Where(length => length <= 30).DefaultIfEmpty(0).Max() + 2;
        foreach (var (label, text) in rows)
        {
            var head = "  " + label.PadRight(labelWidth);
            if (label.Length + 2 > labelWidth)
            {
                _out.WriteLine("  " + label);
                head = new string(' ', labelWidth + 2);
            }

            Wrap(text, head, new string(' ', labelWidth + 2));
        }
    }

    private void Wrap(string text, string first = "", string? rest = null)
    {
        foreach (var line in WordWrap.Lines(text, _width, first, rest ?? first)) _out.WriteLine(line);
    }
}
