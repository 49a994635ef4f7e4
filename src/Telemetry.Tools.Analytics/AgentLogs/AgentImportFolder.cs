namespace Telemetry.Tools.Analytics;

/// <summary>The folder of a store where imports of agents' logs keep what they remember; entered by one run at a time.</summary>
internal sealed class AgentImportFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FileStream _lock;

    private AgentImportFolder(string statePath, FileStream lockFile) => (StatePath, _lock) = (statePath, lockFile);

    /// <summary>Where the state is kept.</summary>
    public string StatePath { get; }

    /// <summary>Waits for its turn.</summary>
    /// <exception cref="AnalyticsException">TEL2205: another import goes on for too long.</exception>
    public static AgentImportFolder Enter(string storeRoot, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(storeRoot, ".import");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(folder, "agents.lock");
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            try
            {
                return new AgentImportFolder(Path.Combine(folder, "agents.state"), OpenLock(path));
            }
            catch (IOException) when (DateTime.UtcNow < until)
            {
                if (cancellationToken.WaitHandle.WaitOne(50)) cancellationToken.ThrowIfCancellationRequested();
            }
            catch (IOException)
            {
                throw new AnalyticsException(UsageDiagnostics.ImportIsBusy, "Another import into this store is still going on.", "wait for it to end, then import again");
            }
        }
    }

    private static FileStream OpenLock(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
