namespace Telemetry.Tools.Cli;

/// <summary>One line of a terminal report: pieces of text, each in one ink.</summary>
internal sealed class TextLine
{
    private readonly List<(string Text, Ink Ink)> _pieces = [];

    /// <summary>Columns that it takes.</summary>
    public int Width { get; private set; }

    /// <summary>Adds a piece.</summary>
    public TextLine Add(string text, Ink ink = Ink.Plain)
    {
        _pieces.Add((text, ink));
        Width += DisplayWidth.Of(text);
        return this;
    }

    /// <summary>Adds a piece, filled up with spaces to a width, at its right or (for numbers) its left.</summary>
    public TextLine Add(string text, int width, bool isNumber = false, Ink ink = Ink.Plain)
    {
        var space = new string(' ', Math.Max(0, width - DisplayWidth.Of(text)));
        return isNumber ? Add(space).Add(text, ink) : Add(text, ink).Add(space);
    }

    /// <summary>Adds another line's pieces from a column on.</summary>
    public TextLine AddAt(int column, TextLine other)
    {
        Add(new string(' ', Math.Max(0, column - Width)));
        foreach (var (text, ink) in other._pieces) Add(text, ink);
        return this;
    }

    /// <summary>Writes it, without spaces at its end.</summary>
    public void Write(TextWriter output, bool color)
    {
        var last = _pieces.FindLastIndex(piece => piece.Text.AsSpan().TrimEnd().Length > 0);
        for (var at = 0; at <= last; at++)
        {
            var (text, ink) = _pieces[at];
            if (at == last) text = text.TrimEnd();
            output.Write(color ? InkCodes.Paint(text, ink) : text);
        }

        output.WriteLine();
    }
}
