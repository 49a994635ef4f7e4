using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Gives the spans of one session one trace: a session that is a UUID is the trace's id, in every stream; any other is hashed. An event of no session is a trace of its own.</summary>
internal sealed class OtlpTraceIds(StreamLayout layout)
{
    private const int Length = 16;

    private readonly RecordPath?[] _sessions =
        [.. layout.Events.Select((_, index) => layout.RoleColumn(index, FieldRole.Session) is >= 0 and var column ? RecordPath.Of(layout.Columns[column]) : null)];

    /// <summary>32 hexadecimal digits.</summary>
    /// <param name="row">Says which kind of event it is.</param>
    /// <param name="record">The event.</param>
    /// <param name="digest">The digest of its bytes.</param>
    public string Of(Row row, JsonElement record, byte[] digest)
    {
        if (_sessions[row.Event] is not { } path || !RecordJson.TryFind(record, path, out var session)) return Convert.ToHexStringLower(digest.AsSpan(0, Length));
        var text = RecordJson.TextOf(session);
        return Guid.TryParse(text, out var id) ? id.ToString("N") : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{layout.Schema.Stream}\0{text}")).AsSpan(0, Length));
    }
}
