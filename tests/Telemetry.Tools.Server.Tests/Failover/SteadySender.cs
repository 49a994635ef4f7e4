using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Senders that go on whatever happens: a batch without an answer is sent again, unchanged, until it has one.</summary>
internal sealed class SteadySender : IAsyncDisposable
{
    private const int BatchSize = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _senders;
    private int _batches;

    public SteadySender(Uri address, string key, int senders)
    {
        _client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _senders = [.. Enumerable.Range(0, senders).Select(_ => Task.Run(SendAsync))];
    }

    /// <summary>Ids that were acknowledged.</summary>
    public ConcurrentDictionary<string, byte> Acknowledged { get; } = new();

    /// <summary>Requests that got no answer or one that says "later".</summary>
    public int Refused { get; private set; }

    /// <summary>Waits until more events have been acknowledged.</summary>
    public async Task AcknowledgeAsync(int more)
    {
        var target = Acknowledged.Count + more;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (Acknowledged.Count < target)
        {
            foreach (var sender in _senders.Where(sender => sender.IsFaulted)) await sender;
            await Task.Delay(5, limit.Token);
        }
    }

    /// <summary>Delivers what has no answer yet, and ends.</summary>
    public async Task FinishAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_senders).WaitAsync(TimeSpan.FromMinutes(2));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _batches);
            var ids = Enumerable.Range(0, BatchSize).Select(i => string.Create(CultureInfo.InvariantCulture, $"b{number:D6}-{i:D3}")).ToList();
            while (!await TryPostAsync(number, ids)) await Task.Delay(Pause);
            foreach (var id in ids) Acknowledged[id] = 0;
        }
    }

    private async Task<bool> TryPostAsync(int number, List<string> ids)
    {
        var time = Samples.Now.AddDays(-20).AddSeconds(number).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var json = "[" + string.Join(",", ids.Select(id => Samples.Event(id, time, "\"response_time_ms\":120,\"prompt_id\":\"p\""))) + "]";
        try
        {
            using var content = ServerWorld.Content(Encoding.UTF8.GetBytes(json), "application/json");
            using var response = await _client.PostAsync("/v1/client/usage/log", content);
            if (!response.IsSuccessStatusCode)
            {
                ((int)response.StatusCode).ShouldBeOneOf(502, 503, 504);
                Refused++;
                return false;
            }

            var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            (answer.GetProperty("accepted").GetInt32() + answer.GetProperty("duplicates").GetInt32()).ShouldBe(BatchSize);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            Refused++;
            return false;
        }
    }
}
