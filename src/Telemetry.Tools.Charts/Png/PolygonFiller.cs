namespace Telemetry.Tools.Charts;

/// <summary>Fills outlines with smooth edges: exact coverage along each of sixteen lines through a row of pixels, nonzero rule.</summary>
internal sealed class PolygonFiller(Bitmap bitmap)
{
    private const int Lines = 16;

    private readonly List<Edge> _edges = [];
    private readonly List<Edge> _active = [];
    private readonly List<(double X, int Turn)> _crossings = [];
    private readonly double[] _cover = new double[bitmap.Width + 2];
    private int _next;

    public void Fill(IReadOnlyList<IReadOnlyList<Pt>> contours, Rgb colour, double opacity = 1)
    {
        Collect(contours);
        if (_edges.Count == 0)
            return;
        _edges.Sort(static (a, b) => a.Top.CompareTo(b.Top));
        _active.Clear();
        _next = 0;
        int first = (int)Math.Clamp(Math.Floor(_edges[0].Top), 0, bitmap.Height);
        int last = (int)Math.Clamp(Math.Ceiling(_edges.Max(e => e.Bottom)) - 1, -1, bitmap.Height - 1);
        for (int row = first; row <= last; row++)
            FillRow(row, colour, opacity);
    }

    /// <summary>Fills a rectangle: what it covers of each pixel needs no search.</summary>
    public void Fill(Box box, Rgb colour)
    {
        (int left, int right) = ((int)Math.Clamp(Math.Floor(box.X), 0, bitmap.Width), (int)Math.Clamp(Math.Ceiling(box.Right), 0, bitmap.Width));
        (int top, int bottom) = ((int)Math.Clamp(Math.Floor(box.Y), 0, bitmap.Height), (int)Math.Clamp(Math.Ceiling(box.Bottom), 0, bitmap.Height));
        for (int y = top; y < bottom; y++)
        {
            double down = Math.Min(y + 1, box.Bottom) - Math.Max(y, box.Y);
            for (int x = left; x < right; x++)
                bitmap.Blend(x, y, colour, down * (Math.Min(x + 1, box.Right) - Math.Max(x, box.X)));
        }
    }

    private void Collect(IReadOnlyList<IReadOnlyList<Pt>> contours)
    {
        _edges.Clear();
        foreach (IReadOnlyList<Pt> contour in contours)
        {
            for (int i = 0; i < contour.Count; i++)
            {
                Pt a = contour[i], b = contour[(i + 1) % contour.Count];
                if (a.Y < b.Y)
                    _edges.Add(new(a.Y, b.Y, a.X, (b.X - a.X) / (b.Y - a.Y), 1));
                else if (a.Y > b.Y)
                    _edges.Add(new(b.Y, a.Y, b.X, (a.X - b.X) / (a.Y - b.Y), -1));
            }
        }
    }

    private void FillRow(int row, Rgb colour, double opacity)
    {
        _active.RemoveAll(e => e.Bottom <= row);
        for (; _next < _edges.Count && _edges[_next].Top < row + 1; _next++)
        {
            if (_edges[_next].Bottom > row)
                _active.Add(_edges[_next]);
        }
        if (_active.Count == 0)
            return;
        int left = bitmap.Width, right = -1;
        for (int line = 0; line < Lines; line++)
            CoverLine(row + (line + 0.5) / Lines, ref left, ref right);
        for (int x = left; x <= right; x++)
        {
            bitmap.Blend(x, row, colour, _cover[x] / Lines * opacity);
            _cover[x] = 0;
        }
    }

    private void CoverLine(double y, ref int left, ref int right)
    {
        _crossings.Clear();
        foreach (Edge edge in _active)
        {
            if (y >= edge.Top && y < edge.Bottom)
                _crossings.Add((edge.X + (y - edge.Top) * edge.Slope, edge.Turn));
        }
        SortCrossings();
        int winding = 0;
        for (int i = 0; i + 1 < _crossings.Count; i++)
        {
            winding += _crossings[i].Turn;
            if (winding != 0)
                CoverSpan(_crossings[i].X, _crossings[i + 1].X, ref left, ref right);
        }
    }

    // Letters and bars cross a line a few times, where a plain insertion is quicker than a sort that calls back.
    private void SortCrossings()
    {
        if (_crossings.Count > 32)
        {
            _crossings.Sort(static (a, b) => a.X.CompareTo(b.X));
            return;
        }
        for (int next = 1; next < _crossings.Count; next++)
        {
            for (int i = next; i > 0 && _crossings[i - 1].X > _crossings[i].X; i--)
                (_crossings[i], _crossings[i - 1]) = (_crossings[i - 1], _crossings[i]);
        }
    }

    private void CoverSpan(double from, double to, ref int left, ref int right)
    {
        from = Math.Clamp(from, 0, bitmap.Width);
        to = Math.Clamp(to, 0, bitmap.Width);
        if (to <= from)
            return;
        int first = (int)from, last = Math.Min((int)to, bitmap.Width - 1);
        left = Math.Min(left, first);
        right = Math.Max(right, last);
        if (first == last)
        {
            _cover[first] += to - from;
            return;
        }
        _cover[first] += first + 1 - from;
        for (int x = first + 1; x < last; x++)
            _cover[x] += 1;
        _cover[last] += to - last;
    }

    private readonly record struct Edge(double Top, double Bottom, double X, double Slope, int Turn);
}
