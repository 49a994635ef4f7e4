using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>A histogram as a sample's row holds it: <c>BUCKET:COUNT</c> with spaces between them.</summary>
internal static class DurationsText
{
    public static string Of(LogLinearHistogram durations) => string.Join(' ', durations.Buckets().Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Bucket}:{pair.Count}")));

    /// <summary>Adds a row's counts to a histogram.</summary>
    public static void AddTo(LogLinearHistogram durations, ReadOnlySpan<char> text)
    {
        foreach (var part in text.Split(' '))
        {
            var pair = text[part];
            var colon = pair.IndexOf(':');
            if (colon > 0) durations.AddBucket(int.Parse(pair[..colon], CultureInfo.InvariantCulture), long.Parse(pair[(colon + 1)..], CultureInfo.InvariantCulture));
        }
    }
}
