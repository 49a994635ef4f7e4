using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Measures as they are asked for.</summary>
internal static class MeasureNames
{
    public static string Of(Measure measure) => measure.Kind switch
    {
        MeasureKind.Sum => $"sum:{measure.Field}",
        MeasureKind.Average => $"avg:{measure.Field}",
        MeasureKind.Minimum => $"min:{measure.Field}",
        MeasureKind.Maximum => $"max:{measure.Field}",
        MeasureKind.Percentile => string.Create(CultureInfo.InvariantCulture, $"p{measure.Percent}:{measure.Field}"),
        MeasureKind.SuccessRate => "success_rate",
        _ => "count",
    };
}
