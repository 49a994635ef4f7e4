namespace Telemetry.Tools.Charts;

/// <summary>A chart laid out: every line and letter has its place.</summary>
internal sealed record Scene(double Width, double Height, string Title, string Description, IReadOnlyList<SceneItem> Items)
{
    public IEnumerable<TextItem> Texts => Items.OfType<TextItem>();

    public void DrawOn(ICanvas canvas)
    {
        foreach (SceneItem item in Items)
            item.DrawOn(canvas);
    }
}
