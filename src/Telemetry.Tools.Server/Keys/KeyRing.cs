using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Telemetry.Tools.Server;

/// <summary>The keys that work, at most one second old: a revoked key is refused within two seconds by every server on the database.</summary>
internal sealed class KeyRing(KeyStore store, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Snapshot? _snapshot;

    /// <summary>Whether no key was ever made.</summary>
    public bool IsEmpty => Current().IsEmpty;

    /// <summary>The caller behind a key's text; <see langword="null"/> where it is none that works.</summary>
    public Caller? Find(string text)
    {
        if (!KeyText.TryParse(text, out var id, out var secret) || !Current().Working.TryGetValue(id, out var stored)) return null;
        return CryptographicOperations.FixedTimeEquals(KeyText.HashOf(secret), stored.SecretHash) ? CallerOf(stored.Key) : null;
    }

    /// <summary>The caller behind a key's id, for a session that the key began; <see langword="null"/> once it is revoked.</summary>
    public Caller? FindById(string id) => Current().Working.TryGetValue(id, out var stored) ? CallerOf(stored.Key) : null;

    private static Caller CallerOf(ApiKey key) => new(key.Id, key.Name, key.Tenant, key.Role);

    private Snapshot Current()
    {
        var snapshot = Volatile.Read(ref _snapshot);
        if (snapshot is not null && time.GetElapsedTime(snapshot.ReadAt) < Freshness) return snapshot;
        lock (_lock)
        {
            if (_snapshot is { } fresh && time.GetElapsedTime(fresh.ReadAt) < Freshness) return fresh;
            var readAt = time.GetTimestamp();
            var keys = store.Load();
            _snapshot = new Snapshot(readAt, keys.Count == 0, keys.Where(stored => stored.Key.RevokedAt is null).ToFrozenDictionary(stored => stored.Key.Id));
            return _snapshot;
        }
    }

    private sealed record Snapshot(long ReadAt, bool IsEmpty, FrozenDictionary<string, (ApiKey Key, byte[] SecretHash)> Working);
}
