namespace Telemetry.Tools.Analytics;

/// <summary>Prices that hold for a whole request as soon as its prompt is long enough.</summary>
/// <param name="Threshold">Length of the prompt (fresh input + cache read + cache write) in tokens.</param>
/// <param name="Inclusive">Whether a prompt of exactly that length is in (xAI) or not (everybody else).</param>
/// <param name="Rates">The prices; each class takes them, output too.</param>
public sealed record PriceTier(long Threshold, bool Inclusive, TokenRates Rates)
{
    /// <summary>Whether a prompt of this length falls under the tier.</summary>
    public bool Covers(long promptTokens) => Inclusive ? promptTokens >= Threshold : promptTokens > Threshold;
}
