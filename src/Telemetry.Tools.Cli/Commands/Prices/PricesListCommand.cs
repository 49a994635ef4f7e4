using System.CommandLine;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>prices list</c>.</summary>
internal sealed class PricesListCommand : ToolCommand
{
    private readonly Argument<string?> _word = new("WORD") { Description = "Only models whose name or provider holds it.", Arity = ArgumentArity.ZeroOrOne };
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public PricesListCommand()
        : base("list", "Shows the models with a price, in US dollars per million tokens.")
    {
        Add(_word);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry prices list claude", "dotnet telemetry prices list --format json > prices.json"];

    public override IReadOnlyList<string> Notes => ["json writes the table in its own format, which 'prices import' takes."];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var table = PriceTable.Open(Stores.Locate(_store.Of(parsed, host), host).Root);
        var prices = table.Models.Select(model => Latest(table, model)).Where(price => Holds(price, parsed.GetValue(_word))).ToList();
        if (_format.IsJson(parsed)) PriceJson.Write(table.Only([.. prices.Select(price => price.Model)]), host);
        else WriteText(table, prices, host);
        return ExitCode.Ok;
    }

    private static ModelPrice Latest(PriceTable table, string model) => table.TryGet(model, out var periods) ? periods[^1] : throw new InvalidOperationException(model);

    private static bool Holds(ModelPrice price, string? word) =>
        word is null || price.Model.Contains(word, StringComparison.OrdinalIgnoreCase) || price.Provider?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

    private static void WriteText(PriceTable table, List<ModelPrice> prices, ToolHost host)
    {
        var text = new TextTable("Model", "Provider", ">Input", ">Output", ">Cache read", ">Cache write");
        foreach (var price in prices)
        {
            var rates = price.RatesFor(0);
            text.Add(price.Model, price.Provider ?? "", PriceWords.Rate(rates.Input), PriceWords.Rate(rates.Output), PriceWords.Rate(rates.CacheRead), PriceWords.Rate(rates.CacheWrite));
        }

        text.Write(host.Out);
        host.Error.WriteLine($"{prices.Count} models, US dollars per million tokens. Table {SafeText.Of(table.Version)}: {SafeText.Of(table.Source, 300)}");
    }
}
