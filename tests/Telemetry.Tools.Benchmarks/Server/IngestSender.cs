using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Telemetry.Tools.Benchmarks;

/// <summary>The second process: eight senders over HTTP, each waiting for the answer before it sends the next batch; at a fixed rate where one is given.</summary>
internal static class IngestSender
{
    public const string Switch = "--send";

    /// <summary>Variable of the environment that holds the key.</summary>
    public const string Key = "TELEMETRY_SERVER_KEY";

    private const int Senders = 8;
    private const int WarmUpShare = 4;

    /// <summary>Arguments: address, seed, events, events a batch, events a second (0 = as fast as it goes).</summary>
    public static int Run(string[] args)
    {
        var (address, seed, events, batch, rate) = (new Uri(args[1]), Number(args[2]), Number(args[3]), Number(args[4]), Number(args[5]));
        var corpus = rate > 0 ? new IngestCorpus(seed, rate) : new IngestCorpus(seed);
        var bodies = corpus.Bodies(events, batch);
        Console.WriteLine("ready");
        Console.ReadLine();
        var run = SendAsync(address, bodies, batch, rate).GetAwaiter().GetResult();
        Console.WriteLine(JsonSerializer.Serialize(run with { Sent = corpus.Made, Repeats = corpus.Repeats }));
        return 0;
    }

    private static async Task<SenderRun> SendAsync(Uri address, List<byte[]> bodies, int batch, int rate)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Senders }) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable(Key));
        var latencies = new ConcurrentBag<double>();
        var (next, accepted, duplicates, rejected) = (-1, 0, 0, 0);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < bodies.Count; i = Interlocked.Increment(ref next))
            {
                if (rate > 0) await WaitUntil(start, (double)i * batch / rate);
                var sent = Stopwatch.GetTimestamp();
                using var content = new ByteArrayContent(bodies[i]);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var response = await client.PostAsync("/v1/client/usage/log", content);
                response.EnsureSuccessStatusCode();
                var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement;
                // The first ones wait for code that is compiled as it is needed.
                if (i >= bodies.Count / WarmUpShare) latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                Interlocked.Add(ref accepted, answer.GetProperty("accepted").GetInt32());
                Interlocked.Add(ref duplicates, answer.GetProperty("duplicates").GetInt32());
                Interlocked.Add(ref rejected, answer.GetProperty("rejected").GetArrayLength());
            }
        })));
        var sorted = latencies.Order().ToList();
        return new SenderRun(0, 0, accepted, duplicates, rejected, Stopwatch.GetElapsedTime(start).TotalSeconds, sorted[sorted.Count / 2], sorted[(int)((sorted.Count - 1) * 0.99)]);
    }

    private static async Task WaitUntil(long start, double seconds)
    {
        var left = seconds - Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (left > 0) await Task.Delay(TimeSpan.FromSeconds(left));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>What a sender process did.</summary>
internal sealed record SenderRun(int Sent, int Repeats, int Accepted, int Duplicates, int Rejected, double Seconds, double P50Milliseconds, double P99Milliseconds)
{
    public double EventsPerSecond => (Accepted + Duplicates) / Seconds;
}
