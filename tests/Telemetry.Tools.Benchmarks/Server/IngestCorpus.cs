using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Benchmarks;

/// <summary>Usage events as bodies of requests: 20 users × 50 prompts × 8 models, UUIDv7, response times as they spread in life, one in a hundred sent twice.</summary>
internal sealed class IngestCorpus
{
    private const int Users = 20;
    private const int Prompts = 50;
    private const int RepeatEvery = 100;

    private static readonly string[] Models = ["gpt-5", "gpt-5-mini", "claude-sonnet-4-5", "claude-opus-4-1", "claude-haiku-4-5", "gemini-2.5-pro", "gemini-2.5-flash", "mistral-large"];

    private readonly Random _random;
    private readonly DateTimeOffset _start;
    private readonly TimeSpan _step;
    private readonly TimeSpan _span;
    private readonly StringBuilder _text = new();
    private string _last = "";

    /// <summary>Events of the last three hours, 20 ms apart, over and over.</summary>
    public IngestCorpus(int seed)
        : this(seed, DateTimeOffset.UtcNow.AddHours(-3), TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(10_000))
    {
    }

    /// <summary>Events from now on, as many a second.</summary>
    public IngestCorpus(int seed, int rate)
        : this(seed, DateTimeOffset.UtcNow, TimeSpan.FromSeconds(1.0 / rate), TimeSpan.MaxValue)
    {
    }

    /// <param name="seed">Of the random numbers.</param>
    /// <param name="start">Time of the first event.</param>
    /// <param name="step">Time between two events.</param>
    /// <param name="span">Time after which it begins again at the start.</param>
    public IngestCorpus(int seed, DateTimeOffset start, TimeSpan step, TimeSpan span) =>
        (_random, _start, _step, _span) = (new Random(seed), start, step, span);

    /// <summary>Events that were made twice.</summary>
    public int Repeats { get; private set; }

    /// <summary>Events made, repeats included.</summary>
    public int Made { get; private set; }

    /// <summary>The bodies of so many requests, in the order in which their events happened.</summary>
    public List<byte[]> Bodies(int events, int batch) => [.. Enumerable.Range(0, events / batch).Select(_ => Body(batch))];

    private byte[] Body(int count)
    {
        _text.Clear().Append('[');
        for (var i = 0; i < count; i++) _text.Append(i == 0 ? "" : ",").Append(Next());
        return Encoding.UTF8.GetBytes(_text.Append(']').ToString());
    }

    private string Next()
    {
        Made++;
        if (Made % RepeatEvery == 0 && _last.Length > 0)
        {
            Repeats++;
            return _last;
        }

        var time = _start.AddTicks(Made * _step.Ticks % _span.Ticks);
        var model = _random.Next(Models.Length);
        var tokens = (int)Math.Exp(6 + Normal());
        var milliseconds = Math.Round(Math.Exp(6.5 + (0.6 * Normal())), 1);
        return _last = string.Create(CultureInfo.InvariantCulture, $$"""
            {"event_id":"{{Guid.CreateVersion7(time)}}","timestamp":"{{time:yyyy-MM-ddTHH:mm:ss.fffZ}}","user_id":"user-{{_random.Next(Users)}}","project_id":"web","prompt_id":"prompt-{{_random.Next(Prompts)}}","model_provider":"some","model":"{{Models[model]}}","endpoint":"/v1/chat","tokens_requested":{{tokens * 2}},"tokens_used":{{tokens}},"cost_usd":{{tokens * 0.00001m}},"response_time_ms":{{milliseconds}},"success":{{(_random.Next(50) > 0 ? "true" : "false")}},"cache_hit":{{(model < 4 ? "true" : "false")}}}
            """);
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
