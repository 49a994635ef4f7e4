using System.Text;

namespace Telemetry.Tools.Generator;

/// <summary>Collects lines of C#, indented by braces.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public CodeWriter Line(string line = "")
    {
        if (line.Length > 0) _text.Append(' ', _depth * 4).Append(line);
        _text.Append('\n');
        return this;
    }

    /// <summary>A line that ends with a long string literal.</summary>
    public CodeWriter LiteralLine(string start, string literal, string end)
    {
        _text.Append(' ', _depth * 4).Append(start);
        CSharpText.AppendLiteral(_text, literal);
        _text.Append(end).Append('\n');
        return this;
    }

    public CodeWriter Open(string? line = null)
    {
        if (line is not null) Line(line);
        Line("{");
        _depth++;
        return this;
    }

    public CodeWriter Close(string end = "}")
    {
        _depth--;
        return Line(end);
    }

    public CodeWriter Indent()
    {
        _depth++;
        return this;
    }

    public CodeWriter Outdent()
    {
        _depth--;
        return this;
    }

    public override string ToString() => _text.ToString();
}
