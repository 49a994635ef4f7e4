using System.Collections.Concurrent;

namespace Telemetry.Tools.Server;

/// <summary>How many requests each key has sent in the current minute.</summary>
internal sealed class RateLimit(int perMinute, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (long Minute, int Count)> _keys = new(StringComparer.Ordinal);

    /// <summary>Counts a request; whether it is one too many.</summary>
    public bool IsExceeded(string? keyId)
    {
        if (perMinute == 0 || keyId is null) return false;
        var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        return _keys.AddOrUpdate(keyId, (minute, 1), (_, known) => known.Minute == minute ? (minute, known.Count + 1) : (minute, 1)).Count > perMinute;
    }
}
