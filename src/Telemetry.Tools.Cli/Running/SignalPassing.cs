using System.Runtime.InteropServices;

namespace Telemetry.Tools.Cli;

/// <summary>Hands signals on to a child instead of ending us before it. What the terminal sends to the whole group is not sent twice.</summary>
internal sealed partial class SignalPassing : IDisposable
{
    private static readonly (PosixSignal Signal, int Number, bool FromTerminal)[] Signals =
    [
        (PosixSignal.SIGINT, 2, true),
        (PosixSignal.SIGQUIT, 3, true),
        (PosixSignal.SIGHUP, 1, false),
        (PosixSignal.SIGTERM, 15, false),
    ];

    private readonly List<PosixSignalRegistration> _registrations = [];
    private volatile int _child;

    public SignalPassing()
    {
        foreach (var (signal, number, fromTerminal) in Signals)
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Pass(number, fromTerminal);
            }));
        }
    }

    /// <summary>Names the child.</summary>
    public void PassTo(int child) => _child = child;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void Pass(int number, bool fromTerminal)
    {
        if (_child == 0 || OperatingSystem.IsWindows() || (fromTerminal && IsForeground())) return;
        _ = Kill(_child, number);
    }

    // A key on the terminal reaches every process of the foreground group, the child too; some programs take a second SIGINT as "at once".
    private static bool IsForeground() => TerminalGroup(0) is > 0 and var group && group == OwnGroup();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    private static partial int TerminalGroup(int descriptor);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int OwnGroup();
}
