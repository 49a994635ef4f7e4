namespace Inventory;

/// <summary>How many pieces of each article there are.</summary>
public sealed class Stock
{
    private readonly Dictionary<string, int> _pieces = new(StringComparer.Ordinal);

    public int this[string article] => _pieces.GetValueOrDefault(article);

    public void Receive(string article, int pieces) => _pieces[article] = this[article] + pieces;

    public bool TryShip(string article, int pieces)
    {
        if (this[article] < pieces) return false;
        _pieces[article] -= pieces;
        return true;
    }
}
