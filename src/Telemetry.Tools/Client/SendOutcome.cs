namespace Telemetry.Tools;

/// <summary>What became of one request.</summary>
/// <param name="Kind">What to do with its events.</param>
/// <param name="Status">The HTTP status; 0 where there was no answer.</param>
/// <param name="Message">Why not, for people.</param>
internal sealed record SendOutcome(SendOutcomeKind Kind, int Status, string Message)
{
    /// <summary>Events that are new to the server.</summary>
    public long Accepted { get; init; }

    /// <summary>Events that it had.</summary>
    public long Duplicates { get; init; }

    /// <summary>Events that it refused, by their place in the request.</summary>
    public IReadOnlyList<RejectedItem> Rejected { get; init; } = [];

    /// <summary>What the server asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Two halves of one batch as one.</summary>
    public SendOutcome With(SendOutcome second, int firstLines) => second with
    {
        Accepted = Accepted + second.Accepted,
        Duplicates = Duplicates + second.Duplicates,
        Rejected = [.. Rejected, .. second.Rejected.Select(item => item with { Index = item.Index + firstLines })],
    };
}

/// <summary>An item that the server refused.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Code">Why.</param>
/// <param name="Message">Why, for people.</param>
internal sealed record RejectedItem(int Index, string Code, string Message);

/// <summary>What to do with a request's events.</summary>
internal enum SendOutcomeKind
{
    /// <summary>Done with: stored, or refused one by one.</summary>
    Delivered,

    /// <summary>The server is away or busy: try again.</summary>
    Retry,

    /// <summary>The server does not take anything from this client: wrong address or key.</summary>
    Refused,

    /// <summary>The server has no schema of the stream.</summary>
    UnknownStream,

    /// <summary>The request can never succeed.</summary>
    Impossible,
}
