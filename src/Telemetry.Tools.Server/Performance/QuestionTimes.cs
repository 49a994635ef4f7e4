using System.Diagnostics;

namespace Telemetry.Tools.Server;

/// <summary>How long this server's own questions took since its start, by their names: those of the endpoints, so few. Safe for use by several threads.</summary>
internal sealed class QuestionTimes
{
    private const int Most = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Calls, double Ms)> _questions = new(StringComparer.Ordinal);

    /// <summary>Asks, and counts the time.</summary>
    public T Measure<T>(string name, Func<T> ask)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            return ask();
        }
        finally
        {
            Add(name, Stopwatch.GetElapsedTime(start));
        }
    }

    /// <summary>Counts a question that took so long.</summary>
    public void Add(string name, TimeSpan time)
    {
        lock (_lock)
        {
            if (_questions.Count >= Most && !_questions.ContainsKey(name)) return;
            var (calls, ms) = _questions.GetValueOrDefault(name);
            _questions[name] = (calls + 1, ms + time.TotalMilliseconds);
        }
    }

    /// <summary>Those with the longest mean.</summary>
    public IReadOnlyList<SlowQuery> Slowest(int count)
    {
        lock (_lock)
        {
            return [.. _questions.Select(pair => new SlowQuery(pair.Key, pair.Value.Calls, pair.Value.Ms / pair.Value.Calls)).OrderByDescending(query => query.MeanMs).ThenBy(query => query.Query, StringComparer.Ordinal).Take(count)];
        }
    }
}
