namespace Telemetry.Tools.Analytics;

/// <summary>A bound of a column's values.</summary>
/// <param name="Bytes">As the format stores it.</param>
/// <param name="IsExact">Whether it is one of the values.</param>
internal sealed record ValueBound(byte[] Bytes, bool IsExact);
