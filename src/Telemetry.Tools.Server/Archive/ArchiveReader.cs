using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Telemetry.Tools.Server;

/// <summary>Reads pieces of the archive.</summary>
internal static class ArchiveReader
{
    /// <summary>What is wrong with a piece; <see langword="null"/> where it holds what was written.</summary>
    public static string? Check(Stream file, ArchiveEntry entry)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var events = 0L;
        Read(file, entry, line =>
        {
            digest.AppendData(line.Span);
            digest.AppendData("\n"u8);
            events++;
        });
        if (events != entry.Events) return $"{events} events are read back, {entry.Events} were written.";
        return Convert.ToHexStringLower(digest.GetHashAndReset()) == entry.Sha256 ? null : "Something else is read back than was written.";
    }

    /// <summary>Reads a piece, once it has been found to be whole.</summary>
    /// <exception cref="ServerException">TEL4021: it is not there, or damaged.</exception>
    public static void Read(ArchiveFolder folder, ArchiveEntry entry, Action<ReadOnlyMemory<byte>> take)
    {
        if (!folder.Holds(entry)) throw Missing(entry, $"it lies in the archive folder {entry.Folder} of another server");
        try
        {
            using var file = new FileStream(folder.PathOf(entry.File), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (Check(file, entry) is { } problem) throw Missing(entry, problem);
            Read(file, entry, take);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Missing(entry, error.Message);
        }
    }

    private static void Read(Stream file, ArchiveEntry entry, Action<ReadOnlyMemory<byte>> take)
    {
        file.Position = entry.Start;
        using var piece = new PieceStream(file, entry.Bytes);
        using var gzip = new GZipStream(piece, CompressionMode.Decompress);
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        var (consumed, scanned) = (0, 0);
        while (gzip.Read(buffer.GetSpan(32 * 1024)) is > 0 and var read)
        {
            buffer.Advance(read);
            for (int end; (end = buffer.WrittenSpan[scanned..].IndexOf((byte)'\n')) >= 0; consumed = scanned)
            {
                take(buffer.WrittenMemory[consumed..(scanned + end)]);
                scanned += end + 1;
            }

            var rest = buffer.WrittenSpan[consumed..].ToArray();
            buffer.ResetWrittenCount();
            buffer.Write(rest);
            (consumed, scanned) = (0, rest.Length);
        }
    }

    private static ServerException Missing(ArchiveEntry entry, string reason) =>
        new(ServerDiagnostics.ArchiveDamaged, $"The archive's piece of {entry.File} cannot be read: {reason}", "Put the file back where it was, or run this on the server that has it.");
}
