using System.CommandLine;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>prices import FILE</c>.</summary>
internal sealed class PricesImportCommand : ToolCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "LiteLLM's model_prices_and_context_window.json, or a table in our own format." };
    private readonly StoreOption _store;

    public PricesImportCommand()
        : base("import", "Lays a price table over the built-in one; the one that was laid over it before is replaced.")
    {
        Add(_file);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry prices import model_prices_and_context_window.json"];

    public override IReadOnlyList<string> Notes => ["The table is kept as prices.json in the store; delete that file to go back to the built-in prices. Costs that were imported keep theirs: usage --reprice."];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var root = Stores.Locate(_store.Of(parsed, host), host).Root;
        var table = PriceFile.Import(root, host.FullPath(parsed.GetValue(_file)!));
        host.Out.WriteLine($"{table.Count} models with a price, laid over the built-in table: {SafeText.Of(PriceFile.PathIn(root))}");
        host.Error.WriteLine($"Next: {Tool.Name} usage --reprice");
        return ExitCode.Ok;
    }
}
