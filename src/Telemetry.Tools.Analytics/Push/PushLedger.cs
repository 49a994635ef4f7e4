using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// What was sent to one server: <c>&lt;store&gt;/.push/&lt;server&gt;/&lt;stream&gt;.sent</c>, eight bytes of each identity. Where it is lost, all is sent again, and the server knows it.
/// </summary>
internal sealed class PushLedger : IDisposable
{
    private const int Entry = sizeof(ulong);

    private readonly string _folder;
    private readonly StreamLock _lock;

    private PushLedger(string folder, StreamLock held) => (_folder, _lock) = (folder, held);

    /// <summary>Opens the notes about a server, for one push at a time.</summary>
    /// <exception cref="AnalyticsException">TEL2335: another push goes on, or the store cannot be written.</exception>
    public static PushLedger Open(string storeRoot, Uri server, string? key)
    {
        var root = Path.Combine(storeRoot, ".push");
        var folder = Path.Combine(root, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{server.AbsoluteUri}\n{KeyId(key)}")).AsSpan(0, 8)));
        try
        {
            Ownership.EnsureFolder(storeRoot);
            Ownership.EnsureFolder(root);
            Ownership.EnsureFolder(folder);
            return new PushLedger(folder, StreamLock.Hold(Path.Combine(folder, StreamLock.Name)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotUsable(error);
        }
    }

    /// <summary>The store's own name: the machine's random id in it.</summary>
    public static string StoreId(string storeRoot)
    {
        try
        {
            Ownership.EnsureFolder(storeRoot);
            return MachineFile.ReadOrCreate(storeRoot);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotUsable(error);
        }
    }

    /// <summary>What was sent of a stream.</summary>
    public HashSet<ulong> Sent(string stream)
    {
        var file = FileOf(stream);
        if (!File.Exists(file)) return [];
        var bytes = File.ReadAllBytes(file).AsSpan();
        return [.. MemoryMarshal.Cast<byte, ulong>(bytes[..(bytes.Length / Entry * Entry)])];
    }

    /// <summary>Notes what the server has dealt with.</summary>
    public void Add(string stream, List<ulong> identities)
    {
        if (identities.Count == 0) return;
        try
        {
            using var file = File.OpenHandle(FileOf(stream), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);

            // A killed push may have left a torn entry, which is written over.
            var end = RandomAccess.GetLength(file) / Entry * Entry;
            RandomAccess.Write(file, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(identities)), end);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotUsable(error);
        }
    }

    /// <summary>Forgets what was sent of a stream.</summary>
    public void Forget(string stream) => File.Delete(FileOf(stream));

    public void Dispose() => _lock.Dispose();

    private string FileOf(string stream) => Path.Combine(_folder, stream + ".sent");

    // The key's public part: another key may be another tenant's.
    private static string KeyId(string? key) => key?.Split('_') is ["tt", var id, ..] ? id : "";

    private static AnalyticsException NotUsable(Exception error) => new(
        PushDiagnostics.NotesNotUsable, $"The store cannot note what was sent: {error.Message}", "Let another push end first; else make the store's folder writable.");
}
