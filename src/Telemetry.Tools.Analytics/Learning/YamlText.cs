using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Telemetry.Tools.Analytics;

/// <summary>Writes YAML: our own words and numbers plain, whatever came from outside in double quotes, escaped.</summary>
internal sealed class YamlText : IDisposable
{
    // Neither lines nor keys are ever folded: the same data is the same text.
    private static readonly EmitterSettings Settings = new(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024);

    private readonly StringWriter _text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private readonly Emitter _emitter;

    public YamlText()
    {
        _emitter = new Emitter(_text, Settings);
        _emitter.Emit(new StreamStart());
        _emitter.Emit(new DocumentStart());
    }

    public string End()
    {
        _emitter.Emit(new DocumentEnd(true));
        _emitter.Emit(new StreamEnd());
        return _text.ToString();
    }

    public void Dispose() => _text.Dispose();

    public void Map(Action write)
    {
        _emitter.Emit(new MappingStart());
        write();
        _emitter.Emit(new MappingEnd());
    }

    public void Map(string key, Action write)
    {
        Plain(key);
        Map(write);
    }

    public void List<T>(string key, IEnumerable<T> items, Action<T> write)
    {
        Plain(key);
        _emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Block));
        foreach (var item in items) Map(() => write(item));
        _emitter.Emit(new SequenceEnd());
    }

    public void Word(string key, string word) => Pair(key, () => Plain(word));

    public void Text(string key, string text) => Pair(key, () => _emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, false, true)));

    public void Number(string key, long number) => Word(key, number.ToString(CultureInfo.InvariantCulture));

    public void Rate(string key, double rate) => Word(key, RateOf(rate));

    public void Time(string key, DateTimeOffset time) => Text(key, ReportJson.Format(time));

    /// <summary>A rate with four decimals at most.</summary>
    public static string RateOf(double rate) => rate.ToString("0.####", CultureInfo.InvariantCulture);

    private void Pair(string key, Action value)
    {
        Plain(key);
        value();
    }

    private void Plain(string word) => _emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, word, ScalarStyle.Plain, true, false));
}
