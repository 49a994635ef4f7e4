namespace Telemetry.Tools.Analytics;

/// <summary>What the imports of agents' logs remember between runs: each file, each request, and how long the stream was. One file, replaced as a whole.</summary>
internal sealed class AgentImportState
{
    private const int Magic = 0x55_4C_54_01;
    private const int Version = 2;

    private readonly string _path;
    private byte[]? _savedCalls;
    private CallIndex? _calls;

    private AgentImportState(string path) => _path = path;

    /// <summary>The files, by path.</summary>
    public Dictionary<string, FileState> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Length of the stream's segments when this state was saved.</summary>
    public long StreamBytes { get; set; }

    /// <summary>Key of a request that this state's imports have written: while the stream holds it, it was not cleared.</summary>
    public string? LastKey { get; set; }

    /// <summary>Whether a saved state was there but could not be used.</summary>
    public bool WasLost { get; private set; }

    /// <summary>The requests; read when they are asked for first.</summary>
    public CallIndex Calls => _calls ??= LoadCalls();

    /// <summary>Whether <see cref="Calls"/> were asked for.</summary>
    public bool HasCalls => _calls is not null;

    /// <summary>Reads the state, or begins anew.</summary>
    public static AgentImportState Open(string path)
    {
        var state = new AgentImportState(path);
        try
        {
            if (File.Exists(path)) state.Load(File.ReadAllBytes(path));
        }
        catch (Exception error) when (LogFileFinder.IsFileProblem(error) || IsBroken(error))
        {
            state.Forget();
            state.WasLost = true;
        }

        return state;
    }

    /// <summary>Forgets all files and requests.</summary>
    public void Forget()
    {
        Files.Clear();
        _savedCalls = null;
        _calls = new CallIndex();
        StreamBytes = 0;
        LastKey = null;
    }

    /// <summary>Replaces the saved state as a whole.</summary>
    public void Save()
    {
        using var calls = new MemoryStream();
        using (var writer = new BinaryWriter(calls, System.Text.Encoding.UTF8, leaveOpen: true)) Calls.Save(writer);
        var temporary = $"{_path}.{Environment.ProcessId}.tmp";
        using (var file = OpenPrivate(temporary))
        using (var writer = new BinaryWriter(file))
        {
            WriteFiles(writer);
            writer.Write((int)calls.Length);
            writer.Write(calls.GetBuffer(), 0, (int)calls.Length);
        }

        File.Move(temporary, _path, overwrite: true);
    }

    private void WriteFiles(BinaryWriter writer)
    {
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(StreamBytes);
        writer.Write(LastKey ?? "");
        writer.Write(Files.Count);
        foreach (var (path, file) in Files)
        {
            writer.Write(path);
            file.Save(writer);
        }
    }

    private void Load(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        if (reader.ReadInt32() != Magic || reader.ReadInt32() != Version) throw new InvalidDataException();
        StreamBytes = reader.ReadInt64();
        LastKey = reader.ReadString() is { Length: > 0 } key ? key : null;
        for (var i = reader.ReadInt32(); i > 0; i--)
        {
            var path = reader.ReadString();
            Files[path] = FileState.Load(reader);
        }

        _savedCalls = reader.ReadBytes(reader.ReadInt32());
    }

    private CallIndex LoadCalls()
    {
        if (_savedCalls is null) return new CallIndex();
        try
        {
            using var reader = new BinaryReader(new MemoryStream(_savedCalls));
            return CallIndex.Load(reader);
        }
        catch (Exception error) when (IsBroken(error))
        {
            // The stream itself says what was imported.
            StreamBytes = -1;
            WasLost = true;
            return new CallIndex();
        }
    }

    private static bool IsBroken(Exception error) =>
        error is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException or IndexOutOfRangeException or OutOfMemoryException;

    private static FileStream OpenPrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 64 * 1024 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
