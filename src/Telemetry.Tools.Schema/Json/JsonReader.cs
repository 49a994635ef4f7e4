using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Schema;

/// <summary>Reads JSON with comments and trailing commas and keeps where everything stands. After an error it goes on where the next
/// part can be made out, so that one reading shows several mistakes.</summary>
internal sealed class JsonReader
{
    /// <summary>Deeper nesting is refused: no schema needs it, and a compiler's stack is small.</summary>
    public const int MaxDepth = 64;

    private const int MaxErrors = 20;

    private readonly string _text;
    private readonly DiagnosticBag _bag;
    private readonly Stack<char> _open = new();
    private int _position;
    private int _end;
    private int _errors;

    private JsonReader(string text, DiagnosticBag bag) => (_text, _bag, _end) = (text, bag, text.Length);

    /// <summary>The file's value, or <see langword="null"/> where there is none.</summary>
    public static JsonNode? Read(string text, DiagnosticBag bag) => new JsonReader(text, bag).ReadFile();

    private bool IsAtEnd => _position >= _end;

    private char Current => _text[_position];

    private JsonNode? ReadFile()
    {
        if (!IsAtEnd && Current == '\uFEFF') _position++;
        SkipTrivia();
        if (IsAtEnd)
        {
            Error(_text.Length, 0, "the file holds no value");
            return null;
        }

        var value = ReadValue();
        SkipTrivia();
        if (value is not null && !IsAtEnd) Error(_position, 1, "there is text after the end of the document");
        return value;
    }

    private JsonNode? ReadValue()
    {
        if (IsAtEnd) return NoValue(0);
        switch (Current)
        {
            case '{': return ReadObject();
            case '[': return ReadArray();
            case '"' or '\'': return ReadString();
            case ',' or ':' or '}' or ']': return NoValue(1);
        }

        if (Current == '-' || IsDigit(Current)) return ReadNumber();
        if (IsWordCharacter(Current)) return ReadWord();
        var start = _position;
        _position += char.IsHighSurrogate(Current) && _position + 1 < _text.Length ? 2 : 1;
        return Error(start, _position - start, "a value cannot start with this character");
    }

    private JsonNode? NoValue(int length) => Error(_position, length, "a value is missing here");

    private JsonNode? ReadObject()
    {
        if (!TryOpen('{')) return null;
        var start = _position++;
        var members = new MemberList(_bag);
        var isDamaged = false;
        while (true)
        {
            SkipTrivia();
            if (IsAtEnd || (Current == ']' && _open.Contains('[')))
            {
                Error(start, 1, "this '{' is never closed");
                isDamaged = true;
                break;
            }

            if (Current == '}')
            {
                _position++;
                break;
            }

            isDamaged |= !ReadMember(members);
        }

        _open.Pop();
        return new JsonNode(JsonKind.Object, SourceSpan.Between(start, _position), "", members.Items, [], isDamaged);
    }

    /// <summary>Reads <c>"name": value</c> and the comma behind it; always takes at least one character.</summary>
    private bool ReadMember(MemberList members)
    {
        var name = ReadName();
        if (name is null) return false;
        var isWhole = true;
        SkipTrivia();
        if (!IsAtEnd && Current == ':') _position++;
        else
        {
            Error(_position, IsAtEnd ? 0 : 1, "a ':' is missing behind the name");
            isWhole = false;
            if (!IsAtEnd && Current == '=') _position++;
        }

        SkipTrivia();
        var value = ReadValue();
        if (value is not null) members.Add(new JsonMember(name.Text, name.Span, value));
        return SkipComma('}') && isWhole && value is not null;
    }

    private JsonNode? ReadName()
    {
        if (Current is '"' or '\'') return ReadString();
        var start = _position;
        if (IsWordCharacter(Current) || IsDigit(Current))
        {
            while (!IsAtEnd && (IsWordCharacter(Current) || IsDigit(Current))) _position++;
            var span = SourceSpan.Between(start, _position);
            Error(start, span.Length, "a name stands in double quotes");
            return JsonNode.Scalar(JsonKind.String, span, _text.Substring(start, span.Length));
        }

        var message = Current == ',' ? "there is one comma too many" : "a name in double quotes is expected here";
        _position++;
        Error(start, 1, message);
        if (message[0] == 'a') SkipToNextPart();
        return null;
    }

    private JsonNode? ReadArray()
    {
        if (!TryOpen('[')) return null;
        var start = _position++;
        var items = new List<JsonNode>();
        var isDamaged = false;
        while (true)
        {
            SkipTrivia();
            if (IsAtEnd || (Current == '}' && _open.Contains('{')))
            {
                Error(start, 1, "this '[' is never closed");
                isDamaged = true;
                break;
            }

            if (Current == ']')
            {
                _position++;
                break;
            }

            isDamaged |= !ReadItem(items);
        }

        _open.Pop();
        return new JsonNode(JsonKind.Array, SourceSpan.Between(start, _position), "", [], items, isDamaged);
    }

    private bool ReadItem(List<JsonNode> items)
    {
        if (Current is ',' or ':' or '}')
        {
            Error(_position, 1, Current == ',' ? "there is one comma too many" : "a value is expected here");
            _position++;
            return false;
        }

        var value = ReadValue();
        if (value is not null) items.Add(value);
        return SkipComma(']') && value is not null;
    }

    /// <summary>Takes the comma between two parts; a missing one is reported where it should stand.</summary>
    private bool SkipComma(char closing)
    {
        var end = _position;
        SkipTrivia();
        if (IsAtEnd || Current == closing) return true;
        if (Current == ',')
        {
            _position++;
            return true;
        }

        // The other bracket is judged by whoever opened it.
        if (Current is '}' or ']') return true;
        Error(Math.Max(0, end - 1), 1, "a ',' is missing behind this");
        return false;
    }

    private bool TryOpen(char bracket)
    {
        if (_open.Count < MaxDepth)
        {
            _open.Push(bracket);
            return true;
        }

        _bag.Add(SchemaDiagnostics.TooDeep, new SourceSpan(_position, 1), MaxDepth);
        _errors++;
        SkipNested();
        return false;
    }

    private void SkipNested()
    {
        var depth = 0;
        do
        {
            if (Current is '{' or '[') depth++;
            if (Current is '}' or ']') depth--;
            if (Current == '"') SkipQuoted();
            else _position++;
        }
        while (depth > 0 && !IsAtEnd);
    }

    private void SkipQuoted()
    {
        _position++;
        while (!IsAtEnd && Current != '"' && Current != '\n') _position += Current == '\\' ? 2 : 1;
        _position = Math.Min(_position + 1, _text.Length);
    }

    private void SkipToNextPart()
    {
        while (!IsAtEnd && Current is not ('"' or ',' or '}' or ']' or '{' or '[')) _position++;
    }

    private JsonNode ReadString()
    {
        if (ReadPlainString() is { } plain) return plain;
        var quote = Current;
        var start = _position++;
        if (quote == '\'') Error(start, 1, "text stands in double quotes, not in single ones");
        StringBuilder? decoded = null;
        var runStart = _position;
        while (!IsAtEnd && Current != quote && Current is not ('\n' or '\r'))
        {
            if (Current == '\\')
            {
                decoded ??= new StringBuilder();
                decoded.Append(_text, runStart, _position - runStart);
                ReadEscape(decoded);
                runStart = _position;
                continue;
            }

            if (Current < ' ') Error(_position, 1, Invariant($"the character U+{(int)Current:X4} must be escaped inside text"));
            _position++;
        }

        var tail = _text.Substring(runStart, _position - runStart);
        var text = decoded is null ? tail : decoded.Append(tail).ToString();
        CloseString(start, quote);
        var span = SourceSpan.Between(start, _position);
        if (HasLoneSurrogate(text)) Error(span.Start, span.Length, "the text holds half of a surrogate pair");
        return JsonNode.Scalar(JsonKind.String, span, text);
    }

    // Text in which nothing has to be looked at twice, as nearly all is.
    private JsonNode? ReadPlainString()
    {
        var text = _text;
        var (start, end) = (_position, _position + 1);
        while (end < _end && text[end] is >= ' ' and < '\uD800' and not ('"' or '\\')) end++;
        if (text[start] != '"' || end >= _end || text[end] != '"') return null;
        _position = end + 1;
        return JsonNode.Scalar(JsonKind.String, SourceSpan.Between(start, _position), text.Substring(start + 1, end - start - 1));
    }

    private void CloseString(int start, char quote)
    {
        if (!IsAtEnd && Current == quote) _position++;
        else Error(start, _position - start, "this text is not closed on its line");
    }

    private void ReadEscape(StringBuilder decoded)
    {
        var start = _position++;
        var escape = IsAtEnd ? '\0' : Current;
        var plain = "\"\\/bfnrt'".IndexOf(escape);
        if (plain >= 0 && escape != '\0')
        {
            if (escape == '\'') Error(start, 2, "this escape does not exist in JSON");
            decoded.Append("\"\\/\b\f\n\r\t'"[plain]);
            _position++;
            return;
        }

        if (escape == 'u' && _position + 5 <= _text.Length
            && ushort.TryParse(_text.Substring(_position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            decoded.Append((char)unit);
            _position += 5;
            return;
        }

        Error(start, IsAtEnd ? 1 : 2, "this escape does not exist in JSON");
        if (!IsAtEnd && Current is not ('\n' or '\r')) _position++;
    }

    private JsonNode? ReadNumber()
    {
        var start = _position;
        while (!IsAtEnd && (IsWordCharacter(Current) || IsDigit(Current) || Current is '-' or '+' or '.')) _position++;
        var text = _text.Substring(start, _position - start);
        return IsNumber(text)
            ? JsonNode.Scalar(JsonKind.Number, SourceSpan.Between(start, _position), text)
            : Error(start, text.Length, $"'{Shorten(text)}' is no number");
    }

    private JsonNode? ReadWord()
    {
        var start = _position;
        while (!IsAtEnd && (IsWordCharacter(Current) || IsDigit(Current))) _position++;
        var word = _text.Substring(start, _position - start);
        var span = SourceSpan.Between(start, _position);
        return word switch
        {
            "true" or "false" => JsonNode.Scalar(JsonKind.Boolean, span, word),
            "null" => JsonNode.Scalar(JsonKind.Null, span, word),
            _ => Error(start, span.Length, $"'{Shorten(word)}' is no value; text stands in double quotes"),
        };
    }

    private void SkipTrivia()
    {
        while (!IsAtEnd)
        {
            if (Current is ' ' or '\t' or '\r' or '\n') _position++;
            else if (Current == '/' && _position + 1 < _text.Length && _text[_position + 1] is '/' or '*') SkipComment();
            else return;
        }
    }

    private void SkipComment()
    {
        var start = _position;
        if (_text[_position + 1] == '/')
        {
            while (!IsAtEnd && Current is not ('\n' or '\r')) _position++;
            return;
        }

        var end = _text.IndexOf("*/", _position + 2, StringComparison.Ordinal);
        if (end < 0) Error(start, 2, "this comment is never closed");
        _position = end < 0 ? _text.Length : end + 2;
    }

    private JsonNode? Error(int start, int length, string what)
    {
        if (_errors < MaxErrors) _bag.Add(SchemaDiagnostics.NotJson, new SourceSpan(start, length), what);

        // Past a certain number every further message is noise: the rest is not read.
        if (++_errors >= MaxErrors) _end = 0;
        return null;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsWordCharacter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or '$';

    private static bool IsNumber(string text)
    {
        var i = text[0] == '-' ? 1 : 0;
        var whole = CountDigits(text, i);
        if (whole == 0 || (whole > 1 && text[i] == '0')) return false;
        i += whole;
        if (i < text.Length && text[i] == '.')
        {
            var fraction = CountDigits(text, i + 1);
            if (fraction == 0) return false;
            i += 1 + fraction;
        }

        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '+' or '-') i++;
            var exponent = CountDigits(text, i);
            if (exponent == 0) return false;
            i += exponent;
        }

        return i == text.Length;
    }

    private static int CountDigits(string text, int start)
    {
        var end = start;
        while (end < text.Length && IsDigit(text[end])) end++;
        return end - start;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return true;
            i++;
        }

        return false;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text.Substring(0, 40) + "…";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
