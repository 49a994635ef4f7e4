using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>Events of one stream that go to the server in one request.</summary>
/// <param name="Stream">Their stream.</param>
/// <param name="Lines">Whole lines.</param>
internal record SealedBatch(string Stream, ReadOnlyMemory<byte> Lines)
{
    /// <summary>How many events.</summary>
    public int Count { get; } = Lines.Span.Count((byte)'\n');

    /// <summary>Whether it is in memory only.</summary>
    public virtual bool IsInMemory => true;

    /// <summary>Forgets the events: they have been dealt with.</summary>
    public virtual void Finish()
    {
    }

    /// <summary>Lets others have the batch.</summary>
    public virtual void Release()
    {
    }

    /// <summary>The identities, in order.</summary>
    public List<string> Identities()
    {
        var found = new List<string>(Count);
        var rest = Lines.Span;
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            found.Add(EventEnvelope.IdentityOf(rest[..end]) ?? "");
            rest = rest[(end + 1)..];
        }

        return found;
    }
}

/// <summary>A batch that is a file of the buffer folder, locked while it is held.</summary>
internal sealed record BufferedBatch(string Stream, ReadOnlyMemory<byte> Lines, string Path, SafeFileHandle Handle) : SealedBatch(Stream, Lines)
{
    public override bool IsInMemory => false;

    public override void Finish()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Sent again later: the server knows the identities.
        }

        Release();
    }

    public override void Release() => Handle.Dispose();
}
