using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Schema;

/// <summary>Writes indented JSON: two spaces, <c>\n</c>, the same everywhere.</summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isFirst = true;

    public JsonText Open(string? name = null, char bracket = '{')
    {
        Begin(name);
        _text.Append(bracket);
        _depth++;
        _isFirst = true;
        return this;
    }

    public JsonText Close(char bracket = '}')
    {
        _depth--;
        if (!_isFirst) NewLine();
        _text.Append(bracket);
        _isFirst = false;
        return this;
    }

    public JsonText Value(string? name, string value)
    {
        Begin(name);
        AppendString(value);
        return this;
    }

    public JsonText Number(string? name, long value)
    {
        Begin(name);
        _text.Append(value.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    public JsonText Word(string? name, string word)
    {
        Begin(name);
        _text.Append(word);
        return this;
    }

    /// <summary>A list of texts on one line.</summary>
    public JsonText Values(string? name, IEnumerable<string> values)
    {
        Begin(name);
        _text.Append('[');
        var isFirst = true;
        foreach (var value in values)
        {
            if (!isFirst) _text.Append(", ");
            AppendString(value);
            isFirst = false;
        }

        _text.Append(']');
        return this;
    }

    public override string ToString() => _text + "\n";

    private void Begin(string? name)
    {
        if (!_isFirst) _text.Append(',');
        if (_depth > 0) NewLine();
        _isFirst = false;
        if (name is null) return;
        AppendString(name);
        _text.Append(": ");
    }

    private void NewLine() => _text.Append('\n').Append(' ', _depth * 2);

    private void AppendString(string value)
    {
        _text.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\') _text.Append('\\').Append(c);
            else if (c == '\n') _text.Append("\\n");
            else if (c < ' ' || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\u007F') _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else _text.Append(c);
        }

        _text.Append('"');
    }
}
