using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Telemetry.Tools.Analytics;

/// <summary>The single values of a YAML text by their paths: <c>evidence.errors.0.count</c>. Read event by event, so that neither depth nor references can do harm.</summary>
internal static class YamlValues
{
    private const int MaxDepth = 16;

    /// <summary>The values; <see langword="null"/> where the text is no YAML, or deeper than any of ours.</summary>
    public static Dictionary<string, string>? Read(string text)
    {
        try
        {
            return ReadValues(new Parser(new StringReader(text)));
        }
        catch (YamlException)
        {
            return null;
        }
    }

    private static Dictionary<string, string>? ReadValues(Parser parser)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = new Stack<Level>();
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case MappingStart or SequenceStart when path.Count == MaxDepth: return null;
                case MappingStart: path.Push(new Level(Next(path), IsMap: true)); break;
                case SequenceStart: path.Push(new Level(Next(path), IsMap: false)); break;
                case MappingEnd or SequenceEnd: path.Pop(); break;
                case Scalar key when path.TryPeek(out var level) && level is { IsMap: true, Key: null }: level.Key = key.Value; break;
                case Scalar value: values[Next(path)] = value.Value; break;
                case AnchorAlias: return null;
            }
        }

        return values;
    }

    private static string Next(Stack<Level> path)
    {
        if (!path.TryPeek(out var level)) return "";
        var name = level.IsMap ? level.Key : (level.Items++).ToString(System.Globalization.CultureInfo.InvariantCulture);
        level.Key = null;
        return level.Path.Length == 0 ? name ?? "" : $"{level.Path}.{name}";
    }

    private sealed record Level(string Path, bool IsMap)
    {
        public string? Key { get; set; }

        public int Items { get; set; }
    }
}
