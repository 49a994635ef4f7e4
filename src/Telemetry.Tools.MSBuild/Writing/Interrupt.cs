using System.Runtime.InteropServices;

namespace Telemetry.Tools.MSBuild;

/// <summary>Notices Ctrl-C in this process without changing what it does.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly PosixSignalRegistration? _registration;
    private volatile bool _happened;

    public Interrupt()
    {
        try
        {
            _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => _happened = true);
        }
        catch (Exception exception) when (exception is PlatformNotSupportedException or IOException)
        {
            _registration = null;
        }
    }

    public bool Happened => _happened;

    public void Dispose() => _registration?.Dispose();
}
