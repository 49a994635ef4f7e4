using System.Net;

namespace Telemetry.Tools.Analytics;

/// <summary>Sends a store's events to a server: each counts once, however often and from wherever it is pushed.</summary>
public static class StorePusher
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);
    private static readonly HashSet<string> Passing = ["in_future", "unknown_stream"];

    /// <summary>Why nothing may be sent, whatever is asked for, such as <c>DO_NOT_TRACK=1</c>; <see langword="null"/> where nothing stands against it.</summary>
    public static string? Veto(StoreEnvironment environment) => StoreLocator.Veto(environment);

    /// <summary>Sends what was not sent yet.</summary>
    /// <param name="request">What, and where to.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellation">Stops; what the server has acknowledged stays noted.</param>
    /// <exception cref="AnalyticsException">The store cannot note what was sent. What goes wrong with a stream stands in the result.</exception>
    public static PushResult Push(PushRequest request, IProgress<ScanProgress>? progress = null, CancellationToken cancellation = default)
    {
        var storeId = PushLedger.StoreId(request.StoreRoot);
        using var ledger = PushLedger.Open(request.StoreRoot, request.Server, request.Key);
        using var own = request.HttpClient is null ? OwnClient() : null;
        var sender = new EventSender(request.HttpClient ?? own!, request.Server, null, request.Key, RequestTimeout, request.Time);
        var connection = new PushConnection(request, sender, cancellation);
        var (streams, problems) = (new List<PushedStream>(), new List<AnalyticsException>());
        foreach (var stream in request.Streams)
        {
            var result = new PushedStream(stream.Name);
            streams.Add(result);
            try
            {
                new PushRun(request, ledger, connection, storeId, stream, result).Run(progress, cancellation);
            }
            catch (AnalyticsException problem)
            {
                problems.Add(problem);

                // Nobody there, or nobody who wants to hear us: the other streams would fare no better.
                if (problem.Id is PushDiagnostics.NoServer or PushDiagnostics.Refused or PushDiagnostics.NotesNotUsable) break;
            }
        }

        return new PushResult(request.Server, request.DryRun, streams, problems);
    }

    /// <summary>Whether an event that was refused so may be taken another time.</summary>
    internal static bool MayPass(string code) => Passing.Contains(code);

    // No redirect: the key is for this server alone.
    private static HttpClient OwnClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10), AutomaticDecompression = DecompressionMethods.None })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
