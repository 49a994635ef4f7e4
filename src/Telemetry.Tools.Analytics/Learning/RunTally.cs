namespace Telemetry.Tools.Analytics;

/// <summary>Runs of one prompt, version or model, added up.</summary>
public sealed class RunTally
{
    /// <summary>How many.</summary>
    public long Runs { get; private set; }

    /// <summary>How many of them failed.</summary>
    public long Failures { get; private set; }

    /// <summary>The earliest.</summary>
    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The latest.</summary>
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>The share that failed, 0–1.</summary>
    public double FailureRate => Runs == 0 ? 0 : (double)Failures / Runs;

    internal void Add(DateTimeOffset time, bool isFailure)
    {
        Runs++;
        if (isFailure) Failures++;
        if (time < First) First = time;
        if (time > Last) Last = time;
    }
}

/// <summary>Equal errors of one prompt, added up.</summary>
/// <param name="fingerprint">What they have in common.</param>
public sealed class ErrorTally(string fingerprint)
{
    /// <summary>What they have in common; empty where there was no message.</summary>
    public string Fingerprint { get; } = fingerprint;

    /// <summary>Their kind.</summary>
    public ErrorKind Kind { get; private set; } = ErrorKind.Other;

    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>The earliest message.</summary>
    public string Example { get; private set; } = "";

    /// <summary>The earliest.</summary>
    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The latest.</summary>
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    internal void Add(DateTimeOffset time, string? message)
    {
        Count++;
        var said = message ?? "";
        if (time < First || (time == First && string.CompareOrdinal(said, Example) < 0)) (First, Example, Kind) = (time, said, ErrorKind.Of(said));
        if (time > Last) Last = time;
    }
}
