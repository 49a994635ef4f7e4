namespace Telemetry.Tools.Server;

/// <summary>The folder that holds the embedded database; private to its user, and used by one server at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = "server.lock";
    private readonly FileStream _lock;

    private DataFolder(FileStream held) => _lock = held;

    /// <summary>Where it is without <c>--data</c>.</summary>
    public static string DefaultPath(string? home) => Path.Combine(home ?? ".", ".telemetry-server");

    /// <summary>The database's file.</summary>
    public static string DatabasePath(string folder) => Path.Combine(folder, "telemetry.db");

    /// <summary>Makes the folder where it is missing.</summary>
    /// <exception cref="ServerException">TEL4002: it cannot be used.</exception>
    public static void Create(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) return;
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotUsable(folder, error);
        }
    }

    /// <summary>Holds the folder for one server, until it is disposed or the process ends.</summary>
    /// <exception cref="ServerException">TEL4003: another server holds it. TEL4002: it cannot be used.</exception>
    public static DataFolder Hold(string folder)
    {
        try
        {
            return new DataFolder(new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException error)
        {
            throw NotUsable(folder, error);
        }
        catch (IOException)
        {
            throw new ServerException(ServerDiagnostics.FolderInUse, $"Another server uses {folder}.", "Stop it, or give this one a folder of its own: --data DIR");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static ServerException NotUsable(string folder, Exception error) => new(
        ServerDiagnostics.FolderNotUsable, $"The data folder {folder} cannot be used: {error.Message}", "Name another: --data DIR");
}
