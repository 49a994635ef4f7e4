using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>Orders text by its UTF-8 bytes, null last: what every executor's database does under a C collation.</summary>
internal sealed class Utf8Order : IComparer<string?>
{
    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return (x is null).CompareTo(y is null);
        return Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y));
    }
}
