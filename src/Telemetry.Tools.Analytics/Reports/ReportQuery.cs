namespace Telemetry.Tools.Analytics;

/// <summary>What <c>report</c> is asked for.</summary>
public sealed record ReportQuery
{
    /// <summary>Start, inclusive; <see langword="null"/> = from the first event.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>End, exclusive; <see langword="null"/> = to the last event.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A field to group by beside what the schema's reports group by.</summary>
    public string? By { get; init; }

    /// <summary>Conditions that all must hold.</summary>
    public IReadOnlyList<Filter> Where { get; init; } = [];

    /// <summary>Groups shown before the rest is added up; 0 = what the schema says, else 20.</summary>
    public int Top { get; init; }

    /// <summary>Gives prices for streams whose events name a model and its tokens but no cost; <see langword="null"/> = none is computed.</summary>
    public Func<PriceLookup>? Prices { get; init; }
}
