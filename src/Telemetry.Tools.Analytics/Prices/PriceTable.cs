using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Telemetry.Tools.Analytics;

/// <summary>Prices of models, dated and versioned. The built-in table is part of the product; a file of the user's can be laid over it.</summary>
public sealed class PriceTable
{
    /// <summary>Name of the override file in a store's folder, in the format of <see cref="PriceTableJson"/>.</summary>
    public const string FileName = "prices.json";

    private static readonly Lazy<PriceTable> BuiltInTable = new(ReadBuiltIn);

    private readonly Dictionary<string, IReadOnlyList<ModelPrice>> _models;
    private readonly Dictionary<string, string> _aliases;

    internal PriceTable(string version, string source, Dictionary<string, IReadOnlyList<ModelPrice>> models, Dictionary<string, string> aliases) =>
        (Version, Source, _models, _aliases) = (version, source, models, aliases);

    /// <summary>The table that ships with the product.</summary>
    public static PriceTable BuiltIn => BuiltInTable.Value;

    /// <summary>What computed costs carry, so that it can be told which prices made them: the table's date, and <c>+</c> the override's version.</summary>
    public string Version { get; }

    /// <summary>Where the figures come from, for people.</summary>
    public string Source { get; }

    /// <summary>The models' names, in order.</summary>
    public IEnumerable<string> Models => _models.Keys.Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many models have a price.</summary>
    public int Count => _models.Count;

    internal IReadOnlyDictionary<string, string> Aliases => _aliases;

    /// <summary>The built-in table, with the override file of a store laid over it where there is one.</summary>
    /// <param name="storeRoot">The store's folder.</param>
    /// <exception cref="AnalyticsException">The override file is no price table.</exception>
    public static PriceTable Open(string? storeRoot)
    {
        var path = storeRoot is null ? null : Path.Combine(storeRoot, FileName);
        return path is not null && File.Exists(path) ? BuiltIn.With(PriceTableJson.Load(path)) : BuiltIn;
    }

    /// <summary>The prices of exactly this name or alias, oldest period first.</summary>
    public bool TryGet(string model, [NotNullWhen(true)] out IReadOnlyList<ModelPrice>? periods)
    {
        if (_models.TryGetValue(model, out periods)) return true;
        return _aliases.TryGetValue(model, out var target) && _models.TryGetValue(target, out periods);
    }

    /// <summary>The table with these models only, and the names that lead to them.</summary>
    /// <param name="models">Names in the table.</param>
    public PriceTable Only(IEnumerable<string> models)
    {
        var wanted = models.ToHashSet(_models.Comparer);
        return new PriceTable(
            Version,
            Source,
            new(_models.Where(m => wanted.Contains(m.Key)), _models.Comparer),
            new(_aliases.Where(a => wanted.Contains(a.Value)), _aliases.Comparer));
    }

    /// <summary>A table in which the other one's models win.</summary>
    public PriceTable With(PriceTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var models = new Dictionary<string, IReadOnlyList<ModelPrice>>(_models, _models.Comparer);
        foreach (var (name, periods) in other._models) models[name] = periods;
        var aliases = new Dictionary<string, string>(_aliases, _aliases.Comparer);
        foreach (var (name, target) in other._aliases) aliases[name] = target;
        return new PriceTable($"{Version}+{other.Version}", $"{Source} Over it: {other.Source}", models, aliases);
    }

    /// <summary>The price that holds at a time: the last period that has begun, or the first one for times before all of them.</summary>
    internal static ModelPrice At(IReadOnlyList<ModelPrice> periods, DateTimeOffset? at)
    {
        if (at is not { } time) return periods[^1];
        var day = DateOnly.FromDateTime(time.UtcDateTime);
        var found = periods[0];
        foreach (var period in periods)
        {
            if (period.Since is null || period.Since <= day) found = period;
        }

        return found;
    }

    private static PriceTable ReadBuiltIn()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Telemetry.Tools.Analytics.prices.json")!;
        return PriceTableJson.Read(stream, "built-in prices");
    }
}
