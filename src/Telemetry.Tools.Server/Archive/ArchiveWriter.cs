using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>Writes pieces of the archive: behind the last one in the month's file, on disk and read back before anything counts on it.</summary>
internal sealed class ArchiveWriter(Database database, ArchiveFolder folder)
{
    /// <summary>Writes one piece.</summary>
    /// <param name="scope">Whose events.</param>
    /// <param name="from">First time that belongs to it.</param>
    /// <param name="to">First time that does not.</param>
    /// <param name="month">A time in the month of the events.</param>
    /// <exception cref="ServerException">TEL4020: the folder cannot be written to, or gives back something else.</exception>
    public ArchiveEntry Write(EventScope scope, long from, long to, long month)
    {
        try
        {
            using var connection = database.OpenWrite();
            var (file, start) = Place(connection, scope, month);
            var path = folder.PathOf(file);
            var isNew = !File.Exists(path);
            ArchiveFolder.Make(System.IO.Path.GetDirectoryName(path)!);
            using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (isNew && !OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            stream.SetLength(start);
            stream.Position = start;
            var (events, digest) = WriteEvents(connection, scope, from, to, stream);
            stream.Flush(flushToDisk: true);
            if (isNew) FlushFolders(path);
            var entry = new ArchiveEntry(scope, from, to, folder.Id, file, start, stream.Length - start, events, digest);
            if (ArchiveReader.Check(stream, entry) is { } problem) throw NotUsable(path, problem);
            return entry;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotUsable(folder.Path, error.Message);
        }
    }

    private static (long Events, string Digest) WriteEvents(System.Data.Common.DbConnection connection, EventScope scope, long from, long to, Stream stream)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        using var command = connection.Command(
            null, $"SELECT {StoredEvent.Columns} FROM events WHERE tenant = $1 AND stream = $2 AND ts >= $3 AND ts < $4 ORDER BY ts, event_id", scope.Tenant, scope.Stream, from, to);
        using var reader = command.ExecuteReader();
        var line = new System.Buffers.ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(line, new JsonWriterOptions { SkipValidation = true });
        var events = 0L;
        for (; reader.Read(); events++)
        {
            line.ResetWrittenCount();
            json.Reset(line);
            ArchiveLine.Write(json, StoredEvent.Of(reader));
            line.GetSpan(1)[0] = (byte)'\n';
            line.Advance(1);
            gzip.Write(line.WrittenSpan);
            digest.AppendData(line.WrittenSpan);
        }

        return (events, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    // A file that is shorter than what was written was taken away or cut: another one is begun.
    private (string File, long Start) Place(System.Data.Common.DbConnection connection, EventScope scope, long month)
    {
        for (var number = 1; ; number++)
        {
            var file = ArchiveFolder.FileOf(scope, month, number);
            var start = ArchiveStore.Length(connection, folder.Id, file);
            var info = new FileInfo(folder.PathOf(file));
            if (start <= (info.Exists ? info.Length : 0)) return (file, start);
        }
    }

    private void FlushFolders(string path)
    {
        for (var parent = System.IO.Path.GetDirectoryName(path)!; parent.Length >= folder.Path.Length; parent = System.IO.Path.GetDirectoryName(parent)!) FolderSync.Flush(parent);
    }

    private static ServerException NotUsable(string path, string reason) =>
        new(ServerDiagnostics.ArchiveNotUsable, $"Events cannot be archived to {path}: {reason}", "Nothing was removed. Make room, or name another folder: archive_folder in telemetry-server.json.");
}
