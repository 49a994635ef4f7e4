using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>The states of all files that were imported into one stream: <c>&lt;store&gt;/.imports/&lt;stream&gt;/</c>, two small files each.</summary>
internal sealed class ImportLedger
{
    private readonly string _folder;

    public ImportLedger(string storeRoot, string stream)
    {
        _folder = Path.Combine(storeRoot, ".imports", stream);
        Ownership.EnsureFolder(storeRoot);
        Ownership.EnsureFolder(Path.Combine(storeRoot, ".imports"));
        Ownership.EnsureFolder(_folder);
    }

    /// <summary>What is known of a file: by its path; else of another path with the same beginning, as after a rename or copy; else nothing.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="file">The open file.</param>
    /// <param name="isContinued">Whether the file still begins with what was read.</param>
    public ImportState Find(string path, SafeFileHandle file, out bool isContinued)
    {
        var known = Read(FileFor(path));
        isContinued = true;
        if (known is not null && Fingerprint.Matches(file, known)) return known;
        foreach (var other in Directory.EnumerateFiles(_folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (Read(other) is { Offset: > 0 } state && Fingerprint.Matches(file, state)) return Adopt(state, path);
        }

        isContinued = known is null;
        return known ?? new ImportState { Path = path };
    }

    /// <summary>Remembers a state and the hashes of the lines that were added since the last one.</summary>
    /// <returns>The state with the number of all hashes.</returns>
    public ImportState Save(ImportState state, List<ulong> added)
    {
        var file = FileFor(state.Path);
        using (var hashes = File.OpenHandle(HashesFor(file), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read))
        {
            // Behind what the saved state counts: what a killed import left there is written over.
            RandomAccess.Write(hashes, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(added)), state.Hashes * sizeof(ulong));
        }

        var saved = state with { Hashes = state.Hashes + added.Count };
        AtomicFile.Replace(file, JsonSerializer.SerializeToUtf8Bytes(saved));
        return saved;
    }

    /// <summary>The hashes of the lines that were added from a file.</summary>
    public ulong[] HashesOf(ImportState state)
    {
        var file = HashesFor(FileFor(state.Path));
        if (!File.Exists(file)) return [];
        var bytes = File.ReadAllBytes(file).AsSpan();
        var count = (int)Math.Min(state.Hashes, bytes.Length / sizeof(ulong));
        return MemoryMarshal.Cast<byte, ulong>(bytes[..(count * sizeof(ulong))]).ToArray();
    }

    private ImportState Adopt(ImportState state, string path)
    {
        var from = HashesFor(FileFor(state.Path));
        if (File.Exists(from)) File.Copy(from, HashesFor(FileFor(path)), overwrite: true);
        return state with { Path = path };
    }

    private static ImportState? Read(string file)
    {
        try
        {
            if (!File.Exists(file)) return null;
            return JsonSerializer.Deserialize<ImportState>(File.ReadAllBytes(file));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private string FileFor(string path) =>
        Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 16)) + ".json");

    private static string HashesFor(string file) => Path.ChangeExtension(file, ".lines");
}
