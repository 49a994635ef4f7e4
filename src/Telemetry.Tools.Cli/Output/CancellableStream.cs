namespace Telemetry.Tools.Cli;

/// <summary>Passes writes on until the user has had enough.</summary>
internal sealed class CancellableStream(Stream inner, CancellationToken cancellation) : WriteOnlyStream(inner)
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        Inner.Write(buffer);
    }
}
