using System.CommandLine;
using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary><c>prices show MODEL</c>.</summary>
internal sealed class PricesShowCommand : ToolCommand
{
    private readonly Argument<string> _model = new("MODEL") { Description = "The model as a log calls it: with provider, date and so on, or none of them." };
    private readonly FormatOption _format;
    private readonly StoreOption _store;

    public PricesShowCommand()
        : base("show", "Shows what a model costs: tiers for long prompts, service tiers, cache.")
    {
        Add(_model);
        _format = new(this);
        _store = new(this);
    }

    public override IReadOnlyList<string> Examples => ["dotnet telemetry prices show claude-sonnet-4-5", "dotnet telemetry prices show openai/gpt-5 --format json"];

    public override int Execute(ParseResult parsed, ToolHost host)
    {
        var (name, table) = (parsed.GetValue(_model)!, PriceTable.Open(Stores.Locate(_store.Of(parsed, host), host).Root));
        var price = new PriceLookup(table).Find(name) ?? throw Unknown(name, table);
        if (_format.IsJson(parsed)) PriceJson.Write(table.Only([price.Model]), host);
        else WriteText(price, table, host);
        return ExitCode.Ok;
    }

    private static ToolException Unknown(string name, PriceTable table) => new(
        UsageDiagnostics.UnknownModel,
        $"no price is known for '{name}'.{DidYouMean.Sentence(name, table.Models)}",
        $"See: {Tool.Name} prices list; newer prices: {Tool.Name} prices import FILE");

    private static void WriteText(ModelPrice price, PriceTable table, ToolHost host)
    {
        host.Out.WriteLine($"{SafeText.Of(price.Model)}, US dollars per million tokens{(price.Provider is { } provider ? $", sold by {SafeText.Of(provider)}" : "")}");
        if (price.Since is { } since) host.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"since {since:yyyy-MM-dd}"));
        host.Out.WriteLine();
        var text = new TextTable("List", ">Input", ">Output", ">Cache read", ">Cache write", ">Cache write 1 h");
        foreach (var (list, rates) in PriceWords.Lists(price))
        {
            text.Add(list, PriceWords.Rate(rates.Input), PriceWords.Rate(rates.Output), PriceWords.Rate(rates.CacheRead), PriceWords.Rate(rates.CacheWrite), PriceWords.Rate(rates.CacheWrite1h));
        }

        text.Write(host.Out);
        if (price.PerRequest is { } each) host.Out.WriteLine($"and {UsageWords.Cost(each)} a request");
        host.Error.WriteLine($"Table {SafeText.Of(table.Version)}: {SafeText.Of(table.Source, 300)}");
    }
}
