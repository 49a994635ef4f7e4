namespace Telemetry.Tools.Charts;

/// <summary>Collects what a chart is made of.</summary>
internal sealed class SceneBuilder(ITextMetrics metrics, double width)
{
    public const double Margin = 24;
    public const double TitleSize = 17;
    public const double SubtitleSize = 13;
    public const double LabelSize = 12;

    private readonly List<SceneItem> _items = [];

    public double Width => width;

    public double Left { get; } = Margin;

    public double Right => width - Margin;

    public TextFit Fit { get; } = new(metrics);

    public IReadOnlyList<SceneItem> Items => _items;

    public double Measure(string text, double size = LabelSize, bool bold = false) => metrics.Width(text, size, bold);

    public void Add(SceneItem item) => _items.Add(item);

    public void Line(Pt from, Pt to, Ink ink, double thickness = 1) => Add(new LineItem(from, to, new Pen(ink, thickness)));

    public TextItem Text(string text, Pt at, Ink ink, Anchor anchor = Anchor.Start, double size = LabelSize, bool bold = false, string? full = null)
    {
        var item = new TextItem(text, Snap(at), size, ink, anchor, bold, Measure(text, size, bold), full == text ? null : full);
        if (text.Length > 0)
            Add(item);
        return item;
    }

    /// <summary>Text on a patch of the background, so that grid lines do not run through it.</summary>
    public void TextOnPatch(string text, Pt at, Ink ink, Anchor anchor)
    {
        var item = new TextItem(text, Snap(at), LabelSize, ink, anchor, false, Measure(text));
        Box box = item.Bounds;
        Add(new RectItem(new Box(box.X - 2, box.Y + 1, box.Width + 4, box.Height - 2), Ink.Background));
        Add(item);
    }

    /// <summary>Text inside a block. In a hatched one the hatching keeps away from it.</summary>
    public void TextInBlock(string text, double x, Anchor anchor, Box block, Ink ink)
    {
        Pt at = new(x, block.MidY + LabelSize * 0.36);
        var item = new TextItem(text, Snap(at), LabelSize, ink.TextOnIt, anchor, false, Measure(text));
        if (ink == Ink.Failure)
            Add(new RectItem(new Box(item.Left - 5, block.Y, item.Width + 10, block.Height), ink));
        Add(item);
    }

    /// <summary>A filled rectangle, hatched when it stands for a failure.</summary>
    public void Block(Box box, Ink ink, string? tip)
    {
        Box snapped = Box.Edges(Snap(box.X), Snap(box.Y), Snap(box.Right), Snap(box.Bottom));
        Add(new RectItem(snapped, ink, tip));
        if (ink == Ink.Failure && snapped.Width > 1 && snapped.Height > 1)
            Add(new HatchItem(Hatching.Lines(snapped.Corners(), 6), new Pen(Ink.Background, 1.6)));
    }

    public Scene Finish(string title, string description, double bottom) => new(width, Math.Ceiling(bottom), title, description, _items);

    // Coordinates of 1/64 pixel are finer than anybody sees and take the noise of the last digit out.
    private static double Snap(double value) => Math.Round(value * 64) / 64;

    private static Pt Snap(Pt at) => new(Snap(at.X), Snap(at.Y));
}
