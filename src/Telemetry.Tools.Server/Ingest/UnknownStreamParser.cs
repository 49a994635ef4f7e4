using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>Rejects each item of a stream that the server has no schema of.</summary>
internal sealed class UnknownStreamParser : IItemParser
{
    public void Parse(ref Utf8JsonReader reader, int index, IngestBatch batch, DateTimeOffset now)
    {
        reader.Skip();
        batch.Reject(index, RejectionCodes.UnknownStream, "The server has no schema of this stream.");
    }
}
