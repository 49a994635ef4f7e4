namespace Telemetry.Tools.Charts;
internal sealed class HeatMapLayout(Plot plot, HeatMapMark mark) : IMarkLayout
{
    public bool IsEmpty => mark.FiniteValues == 0;
    public IReadOnlyList<LegendEntry> Legend => [];
    public double Draw(SceneBuilder scene, double top, double? bottom) => throw new NotSupportedException(plot.Title);
}
