using System.Runtime.InteropServices;

namespace Telemetry.Tools.Cli;

/// <summary>Writes a file so that others see either the old one or the whole new one.</summary>
internal static class AtomicFile
{
    // SIGXFSZ of Linux: a write past RLIMIT_FSIZE. Its default ends the process; without it the write fails.
    private const PosixSignal FileSizeExceeded = (PosixSignal)25;

    // For as long as the process lives: the signal may be looked at after the write.
    private static PosixSignalRegistration? _ignored;

    /// <summary>Writes to a new file beside the target and renames it over the target. Devices and pipes are written straight.</summary>
    /// <exception cref="ToolException">TEL9004: it cannot be written; nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        if (OperatingSystem.IsLinux()) _ignored ??= PosixSignalRegistration.Create(FileSizeExceeded, signal => signal.Cancel = true);
        try
        {
            var target = TargetOf(path);
            if (IsSpecial(target)) WriteStraight(target, write);
            else WriteBeside(target, write);
        }
        // .NET calls a file that is too large for the limit an argument out of range.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentOutOfRangeException { ParamName: "value" })
        {
            throw new ToolException(
                ToolDiagnostics.CannotWrite, $"'{path}' cannot be written: {e.Message}", NextStep(path), inner: e);
        }
    }

    private static string TargetOf(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    private static string NextStep(string path) =>
        Directory.Exists(path) ? "That is a folder: name a file in it."
        : Directory.Exists(Path.GetDirectoryName(path)) ? "Name another place, or make room there; nothing was left behind."
        : $"Make the folder first: mkdir -p '{Path.GetDirectoryName(path)}'";

    private static bool IsSpecial(string path) =>
        File.Exists(path) && (File.GetAttributes(path) & FileAttributes.Device) != 0
        || !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal);

    private static void WriteStraight(string path, Action<Stream> write)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        write(stream);
    }

    private static void WriteBeside(string path, Action<Stream> write)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024)) write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
