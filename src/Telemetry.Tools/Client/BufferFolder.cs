using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools;

/// <summary>A folder of batches that wait for the server, one file each. A file that nobody has locked belongs to whoever locks it: its writer has sealed it, or was killed.</summary>
internal sealed class BufferFolder
{
    private const string Extension = ".events";
    private const string ServerFile = "server";
    private const int IdLength = 32;
    private const int MaxFiles = 10_000;
    private const int MaxFileBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan Leftover = TimeSpan.FromHours(1);

    private readonly string _path;
    private readonly long _maxBytes;
    private readonly StoreWarnings _warnings;
    private readonly TimeProvider _time;
    private readonly LinkedList<string> _waiting = new();
    private long _bytes;
    private int _files;

    private BufferFolder(string path, long maxBytes, StoreWarnings warnings, TimeProvider time) => (_path, _maxBytes, _warnings, _time) = (path, maxBytes, warnings, time);

    /// <summary>Whether files are known that nobody has tried to send since they were found.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>Makes the folder where it is missing; <see langword="null"/>, with a warning, where it cannot be used.</summary>
    public static BufferFolder? TryOpen(TelemetryClientOptions options, StoreWarnings warnings)
    {
        var path = System.IO.Path.GetFullPath(options.BufferFolder!);
        try
        {
            Ownership.EnsureFolder(path);
            var marker = System.IO.Path.Combine(path, ServerFile);
            AtomicFile.TryCreate(marker, Encoding.UTF8.GetBytes(options.BaseUrl!.AbsoluteUri + "\n"));
            var server = File.ReadAllText(marker).Trim();
            if (IsSame(server, options.BaseUrl)) return new BufferFolder(path, options.BufferBytes, warnings, options.Time);
            warnings.Add(ClientDiagnostics.OtherServer(path, server));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            warnings.Add(ClientDiagnostics.NoFolder(path, error.Message));
        }

        return null;
    }

    /// <summary>The folder's random key for hashed fields; <see langword="null"/> where it cannot be used.</summary>
    public PrivacyKey? Key()
    {
        try
        {
            return KeyFile.ReadOrCreate(_path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _warnings.Add(error as StoreException ?? StoreDiagnostics.UnusableKey(_path, error.Message));
            return null;
        }
    }

    /// <summary>Whether so many bytes fit.</summary>
    public bool HasRoom(int bytes)
    {
        if (_bytes + bytes <= _maxBytes && _files < MaxFiles) return true;
        _warnings.Add(ClientDiagnostics.FolderFull(_path, _bytes));
        return false;
    }

    /// <summary>Makes the file of a new batch; <see langword="null"/> where that cannot be done.</summary>
    public BufferFile? TryCreate(string stream)
    {
        var id = Guid.CreateVersion7(_time.GetUtcNow()).ToString("N");
        var (temporary, path) = (System.IO.Path.Combine(_path, AtomicFile.TemporaryPrefix + id), System.IO.Path.Combine(_path, $"{stream}.{id}{Extension}"));
        SafeFileHandle? handle = null;
        try
        {
            // Locked before it has its name, so that nobody meets it unlocked while it is empty.
            handle = NativeFiles.Current.OpenAppend(temporary);
            if (!NativeFiles.Current.TryLock(handle) || !NativeFiles.Current.TryMove(temporary, path)) throw new IOException("the file cannot be locked");
            _files++;
            return new BufferFile(handle, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            handle?.Dispose();
            Fail(error);
            return null;
        }
    }

    /// <summary>Says that the disk failed.</summary>
    public void Fail(Exception error) => _warnings.Add(ClientDiagnostics.NoFolder(_path, error.Message));

    /// <summary>Counts what was written.</summary>
    public void Wrote(int bytes) => _bytes += bytes;

    /// <summary>A file that this process has sealed.</summary>
    public void Add(string name) => _waiting.AddLast(name);

    /// <summary>Looks what is there: files of processes that were killed, too.</summary>
    public void Scan()
    {
        try
        {
            var files = new DirectoryInfo(_path).GetFiles();
            foreach (var left in files.Where(IsLeftover)) left.Delete();
            var batches = files.Where(file => StreamOf(file.Name) is not null).OrderBy(file => IdOf(file.Name), StringComparer.Ordinal).ToList();
            (_bytes, _files) = (batches.Sum(file => file.Length), batches.Count);
            _waiting.Clear();
            foreach (var file in batches) _waiting.AddLast(file.Name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Fail(error);
        }
    }

    /// <summary>The oldest batch that nobody else holds; <see langword="null"/> where there is none.</summary>
    /// <param name="isWanted">Whether a stream's events may be sent now.</param>
    public BufferedBatch? TryTake(Func<string, bool> isWanted)
    {
        while (_waiting.First is { Value: var name })
        {
            _waiting.RemoveFirst();
            if (isWanted(StreamOf(name)!) && TryRead(name) is { } batch) return batch;
        }

        return null;
    }

    /// <summary>Counts a batch that is gone.</summary>
    public void Finished(SealedBatch batch)
    {
        _bytes = Math.Max(0, _bytes - batch.Lines.Length);
        _files = Math.Max(0, _files - 1);
    }

    // The Python client writes the address as it was given, with a slash behind it.
    private static bool IsSame(string noted, Uri server) =>
        Uri.TryCreate(noted, UriKind.Absolute, out var other) && other.AbsoluteUri.TrimEnd('/') == server.AbsoluteUri.TrimEnd('/');

    private BufferedBatch? TryRead(string name)
    {
        var path = System.IO.Path.Combine(_path, name);
        SafeFileHandle? handle = null;
        try
        {
            if (NativeFiles.Current.Stat(path) is not { } named) return null;
            Ownership.RequireFile(path, named);
            handle = NativeFiles.Current.OpenRead(path);
            if (NativeFiles.Current.TryLock(handle) && NativeFiles.Current.Stat(path) is { } facts && facts.Identity == NativeFiles.Current.Stat(handle).Identity)
            {
                if (facts.Size > MaxFileBytes) throw new IOException("it is too large");
                if (Read(name, path, handle, (int)facts.Size) is { } batch) return batch;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _warnings.Add(ClientDiagnostics.BadFile(path, error.Message));
        }

        handle?.Dispose();
        return null;
    }

    private BufferedBatch? Read(string name, string path, SafeFileHandle handle, int size)
    {
        var content = new byte[size];
        var lines = WholeEvents(content.AsSpan(0, RandomAccess.Read(handle, content, 0)), out var others);
        if (others > 0) _warnings.Add(ClientDiagnostics.BadFile(path, $"{others} of its lines are no events"));
        var batch = new BufferedBatch(StreamOf(name)!, lines, path, handle);
        if (batch.Count > 0) return batch;
        batch.Finish();
        return null;
    }

    // A killed writer leaves a torn last line, which was never complete; what has no identity could count twice.
    private static byte[] WholeEvents(ReadOnlySpan<byte> content, out int others)
    {
        others = 0;
        var lines = new MemoryStream(content.Length);
        for (var end = content.IndexOf((byte)'\n'); end >= 0; end = content.IndexOf((byte)'\n'))
        {
            if (EventEnvelope.IdentityOf(content[..end]) is not null) lines.Write(content[..(end + 1)]);
            else others++;
            content = content[(end + 1)..];
        }

        return lines.ToArray();
    }

    private bool IsLeftover(FileInfo file) =>
        file.Name.StartsWith(AtomicFile.TemporaryPrefix, StringComparison.Ordinal) && _time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > Leftover;

    private static string IdOf(string name) => name.Substring(name.Length - Extension.Length - IdLength, IdLength);

    private static string? StreamOf(string name)
    {
        if (!name.EndsWith(Extension, StringComparison.Ordinal) || name.Length < Extension.Length + IdLength + 2) return null;
        var stream = name[..^(Extension.Length + IdLength + 1)];
        return SegmentNames.IsValid(stream) && Guid.TryParseExact(IdOf(name), "N", out _) ? stream : null;
    }
}
