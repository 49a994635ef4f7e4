using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>Checks the items of one stream. Safe for use by several threads.</summary>
internal interface IItemParser
{
    /// <summary>Reads one item and adds it to the batch, as an event or as a rejection.</summary>
    /// <param name="reader">Stands on the item's first token; afterwards on its last.</param>
    /// <param name="index">The item's place.</param>
    /// <param name="batch">What it is added to.</param>
    /// <param name="now">Time of receipt.</param>
    void Parse(ref Utf8JsonReader reader, int index, IngestBatch batch, DateTimeOffset now);
}
