using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Charts;

/// <summary>Draws a scene as SVG elements.</summary>
internal sealed class SvgCanvas(Palette palette, bool classes) : ICanvas
{
    private readonly StringBuilder _xml = new();

    public string Document(Scene scene, string? styles)
    {
        string width = Number(scene.Width), height = Number(scene.Height);
        _xml.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"system-ui, sans-serif\">");
        _xml.Append(CultureInfo.InvariantCulture, $"<title>{Escape(scene.Title)}</title><desc>{Escape(scene.Description)}</desc>");
        if (styles is not null)
            _xml.Append("<style>").Append(styles).Append("</style>");
        Rect(new Box(0, 0, scene.Width, scene.Height), Ink.Background, null);
        scene.DrawOn(this);
        return _xml.Append("</svg>\n").ToString();
    }

    public void Rect(Box box, Ink fill, string? tip) =>
        Element("rect", $"x=\"{Number(box.X)}\" y=\"{Number(box.Y)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\" {Filled(fill)}", tip);

    public void Line(Pt from, Pt to, Pen pen) =>
        Element("line", $"x1=\"{Number(from.X)}\" y1=\"{Number(from.Y)}\" x2=\"{Number(to.X)}\" y2=\"{Number(to.Y)}\" {Stroked(pen)}", null);

    public void Polyline(IReadOnlyList<Pt> points, Pen pen) =>
        Element("polyline", $"points=\"{Points(points)}\" fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\" {Stroked(pen)}", null);

    public void Polygon(IReadOnlyList<Pt> points, Ink fill, double opacity) =>
        Element("polygon", $"points=\"{Points(points)}\" {Filled(fill)}{(opacity < 1 ? $" fill-opacity=\"{Number(opacity)}\"" : "")}", null);

    public void Circle(Pt centre, double radius, Ink fill, string? tip) =>
        Element("circle", $"cx=\"{Number(centre.X)}\" cy=\"{Number(centre.Y)}\" r=\"{Number(radius)}\" {Filled(fill)}", tip);

    public void Hatch(IReadOnlyList<(Pt From, Pt To)> lines, Pen pen)
    {
        if (lines.Count > 0)
            Element("path", $"d=\"{string.Concat(lines.Select(l => $"M{Number(l.From.X)} {Number(l.From.Y)}L{Number(l.To.X)} {Number(l.To.Y)}"))}\" pointer-events=\"none\" {Stroked(pen)}", null);
    }

    public void Hit(Box box, string tip) =>
        Element("rect", $"x=\"{Number(box.X)}\" y=\"{Number(box.Y)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\" fill=\"none\" pointer-events=\"all\"", tip);

    public void Text(TextItem text)
    {
        string anchor = text.Anchor switch { Anchor.Middle => " text-anchor=\"middle\"", Anchor.End => " text-anchor=\"end\"", _ => "" };
        string bold = text.Bold ? " font-weight=\"600\"" : "";
        string title = text.Full is null ? "" : $"<title>{Escape(text.Full)}</title>";
        _xml.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(text.At.X)}\" y=\"{Number(text.At.Y)}\" font-size=\"{Number(text.Size)}\"{anchor}{bold} {Filled(text.Ink)}>{Escape(text.Text)}{title}</text>");
    }

    private void Element(string name, string attributes, string? tip)
    {
        _xml.Append('<').Append(name).Append(' ').Append(attributes);
        if (tip is null)
            _xml.Append("/>");
        else
            _xml.Append("><title>").Append(Escape(tip)).Append("</title></").Append(name).Append('>');
    }

    private string Filled(Ink ink) => $"fill=\"{palette[ink]}\"" + (classes ? $" class=\"{SvgStyles.Fill(ink)}\"" : "");

    private string Stroked(Pen pen)
    {
        string dashes = pen.Dashed ? " stroke-dasharray=\"5 4\"" : "";
        return $"stroke=\"{palette[pen.Ink]}\" stroke-width=\"{Number(pen.Width)}\"{dashes}" + (classes ? $" class=\"{SvgStyles.Stroke(pen.Ink)}\"" : "");
    }

    private static string Points(IReadOnlyList<Pt> points) => string.Join(' ', points.Select(p => $"{Number(p.X)},{Number(p.Y)}"));

    private static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);
}
