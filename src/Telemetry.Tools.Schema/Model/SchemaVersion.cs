namespace Telemetry.Tools.Schema;

/// <summary>A SchemaVer version, <c>MODEL-REVISION-ADDITION</c> (source: Snowplow's SchemaVer).</summary>
/// <param name="Model">Raised when no old data can be read any more.</param>
/// <param name="Revision">Raised when some old data, or some reader, may break.</param>
/// <param name="Addition">Raised when everything old goes on working.</param>
public sealed record SchemaVersion(int Model, int Revision, int Addition)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Model}-{Revision}-{Addition}");
}
