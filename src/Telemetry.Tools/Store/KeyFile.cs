using System.Security.Cryptography;

namespace Telemetry.Tools;

/// <summary>The store's random key for hashed fields: 32 bytes, mode 0600. Whoever is first makes it; everybody else reads that one.</summary>
internal static class KeyFile
{
    public const string Name = "hash.key";
    private const int Length = 32;
    private const uint OthersPermissions = 0b000_111_111;

    /// <summary>Reads the key, and makes it where there is none.</summary>
    /// <exception cref="StoreException">The file is not ours alone: a key that others know or chose protects nothing.</exception>
    public static PrivacyKey ReadOrCreate(string root)
    {
        var path = Path.Combine(root, Name);
        if (NativeFiles.Current.Stat(path) is null) TryCreate(path);
        return new PrivacyKey(Read(path));
    }

    /// <summary>As <see cref="ReadOrCreate"/>, but puts a new key in the place of an unusable one.</summary>
    /// <returns>Whether the key file is new.</returns>
    public static bool Ensure(string root)
    {
        var path = Path.Combine(root, Name);
        if (NativeFiles.Current.Stat(path) is null) return TryCreate(path);
        try
        {
            Read(path);
            return false;
        }
        catch (StoreException)
        {
            AtomicFile.Replace(path, RandomNumberGenerator.GetBytes(Length));
            return true;
        }
    }

    private static bool TryCreate(string path) => AtomicFile.TryCreate(path, RandomNumberGenerator.GetBytes(Length));

    private static byte[] Read(string path)
    {
        if (NativeFiles.Current.Stat(path) is { } named && named.Kind != FileKind.File) throw StoreDiagnostics.UnusableKey(path, "it is no ordinary file");
        using var handle = NativeFiles.Current.OpenRead(path);
        var facts = NativeFiles.Current.Stat(handle);
        if (facts.Owner != NativeFiles.Current.User) throw StoreDiagnostics.UnusableKey(path, $"it belongs to another user (id {facts.Owner})");
        if ((facts.Permissions & OthersPermissions) != 0) throw StoreDiagnostics.UnusableKey(path, "others may read it");
        var key = new byte[Length + 1];
        if (RandomAccess.Read(handle, key, 0) != Length) throw StoreDiagnostics.UnusableKey(path, $"it does not hold {Length} bytes");
        return key[..Length];
    }
}
