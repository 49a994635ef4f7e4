using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server.Tests;

/// <summary>Events of a stream as they are stored, read past the server.</summary>
internal static class StoredEvents
{
    public static List<JsonElement> Stored(this ServerWorld world, string stream, string tenant = "default")
    {
        using var connection = StoreFigures.Open(world.Settings.DataFolder);
        using var command = connection.Command(null, "SELECT payload FROM events WHERE tenant = $1 AND stream = $2 ORDER BY ts, event_id", tenant, stream);
        using var reader = command.ExecuteReader();
        var events = new List<JsonElement>();
        while (reader.Read()) events.Add(JsonDocument.Parse(Encoding.UTF8.GetString((byte[])reader.GetValue(0))).RootElement);
        return events;
    }

    public static string? Text(this JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static long Long(this JsonElement item, string name) => item.GetProperty(name).GetInt64();
}
