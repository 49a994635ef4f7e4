using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>Turns a session's running totals into what each request used. Totals may repeat, come late, or begin anew.</summary>
internal sealed class CodexMeter
{
    private const int Remembered = 32;

    private readonly Queue<CodexTotals> _recent = new();

    /// <summary>The last total that counted.</summary>
    public CodexTotals Previous { get; private set; }

    /// <summary>How often the totals began anew.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether a total was seen at all.</summary>
    public bool HasPrevious { get; private set; }

    /// <summary>Goes on from what <see cref="Save"/> returned.</summary>
    public void Restore(string saved)
    {
        var parts = saved.Split(';');
        Epoch = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : 0;
        foreach (var total in parts.Skip(1)) Accept(CodexTotals.Parse(total));
    }

    /// <summary>What a later read of the same session must know.</summary>
    public string Save() => string.Join(';', _recent.Select(t => t.ToString()).Prepend(Epoch.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Takes a total as counted already.</summary>
    public void Accept(CodexTotals total)
    {
        Previous = total;
        HasPrevious = true;
        if (_recent.Count == Remembered) _recent.Dequeue();
        _recent.Enqueue(total);
    }

    /// <summary>What was used since the last total; <see langword="null"/> for a repeated or late one.</summary>
    /// <param name="total">The running total, where the row has one.</param>
    /// <param name="last">What the row says of the last request alone.</param>
    public CodexTotals? Next(CodexTotals? total, CodexTotals? last)
    {
        if (total is not { } now) return WithoutTotal(last);
        if (HasPrevious && now == Previous) return null;
        if (HasPrevious && now.Sum < Previous.Sum) return Below(now, last);
        var used = now - Previous;
        Accept(now);
        if (used.HasNegative) used = last ?? Positive(used);
        return used.Sum > 0 || used.Cached > 0 ? used : null;
    }

    private CodexTotals? WithoutTotal(CodexTotals? last)
    {
        if (last is not { Sum: > 0 } used) return null;
        Accept(Previous + used);
        return used;
    }

    private CodexTotals? Below(CodexTotals now, CodexTotals? last)
    {
        if (IsLate(now, last)) return null;
        Epoch++;
        _recent.Clear();
        Accept(now);
        var used = last ?? now;
        return used.Sum > 0 && now.Sum > 0 ? used : null;
    }

    // A snapshot that comes late was seen before, or lies within 2 % or two requests of the present one;
    // a total that is all its last request's is the first of a new count.
    private bool IsLate(CodexTotals now, CodexTotals? last)
    {
        if (now.Sum == 0) return false;
        if (_recent.Contains(now)) return true;
        if (last == now) return false;
        return now.Sum * 100m >= Previous.Sum * 98m || (last is { Sum: > 0 } used && now.Sum + (used.Sum * 2) >= Previous.Sum);
    }

    private static CodexTotals Positive(CodexTotals used) =>
        new(Math.Max(0, used.Input), Math.Max(0, used.Cached), Math.Max(0, used.Output), Math.Max(0, used.Reasoning));
}
