using System.CommandLine;
using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>prices import FILE</c>.</summary>
internal sealed class PricesImportCommand : ToolCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "LiteLLM's model_prices_and_context_window.json, or a table in our own format." };
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public PricesImportCommand()
        : base("import", "Lays a price table over the built-in one; the one that was laid over it before is replaced.")
    {
        Add(_file);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry prices import model_prices_and_context_window.json"];

    public override IReadOnlyList<string> Notes => ["The table is kept as prices.json in the store; delete that file to go back to the built-in prices. Costs that were imported keep theirs: usage --reprice."];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var asJson = _format.IsJson(parsed);
        var root = Stores.Locate(_store.Of(parsed, host), host).Root;
        var file = host.FullPath(parsed.GetValue(_file)!);
        var models = PriceFile.Import(root, file).Count;
        if (asJson) JsonAnswer.Write(host, json => Write(json, file, models, PriceFile.PathIn(root)));
        else Write(models, PriceFile.PathIn(root), host);
        return ExitCode.Ok;
    }

    private static void Write(int models, string table, ToolHost host)
    {
        host.Out.WriteLine($"{models} models with a price, laid over the built-in table: {SafeText.Of(table)}");
        host.Error.WriteLine($"Next: {Tool.Name} usage --reprice");
    }

    private static void Write(Utf8JsonWriter json, string file, int models, string table)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteNumber("models", models);
        json.WriteString("table", table);
        json.WriteEndObject();
    }
}
