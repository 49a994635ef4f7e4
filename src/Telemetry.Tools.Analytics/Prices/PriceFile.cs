namespace Telemetry.Tools.Analytics;

/// <summary>The prices of a store that are laid over the built-in ones: its <c>prices.json</c>.</summary>
public static class PriceFile
{
    /// <summary>Where it is.</summary>
    public static string PathIn(string storeRoot) => Path.Combine(storeRoot, PriceTable.FileName);

    /// <summary>Takes a table, in LiteLLM's format or ours, as the store's own; one that was there is replaced.</summary>
    /// <param name="storeRoot">The store's folder.</param>
    /// <param name="file">The table.</param>
    /// <returns>What was taken.</returns>
    /// <exception cref="AnalyticsException">TEL2200: it is no price table, or holds no price.</exception>
    public static PriceTable Import(string storeRoot, string file)
    {
        var table = PriceTableJson.Load(file);
        if (table.Count == 0) throw PriceTableJson.Bad(file, "it holds no price");
        using var bytes = new MemoryStream();
        PriceTableJson.Write(table, bytes);
        Ownership.EnsureFolder(storeRoot);
        AtomicFile.Replace(PathIn(storeRoot), bytes.ToArray());
        return table;
    }
}
