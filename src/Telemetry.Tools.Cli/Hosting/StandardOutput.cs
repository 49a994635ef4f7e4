using System.Runtime.InteropServices;

namespace Telemetry.Tools.Cli;

/// <summary>Standard output that says so when nobody reads it any more. The runtime's own takes and drops what is written then, so that long work would go on for nothing.</summary>
internal sealed partial class StandardOutput(Stream inner) : WriteOnlyStream(inner)
{
    private const int Descriptor = 1;
    private const int ErrnoPipe = 32;

    // Little text is written and done with before it is worth asking.
    private const long AskedFrom = 32 * 1024;

    private const short IsError = 0x8, HungUp = 0x10, IsInvalid = 0x20;

    private long _written;

    /// <summary>The process's.</summary>
    public static Stream Open() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardOutput(Console.OpenStandardOutput());

    /// <summary>Whether an exception says that nobody reads any more.</summary>
    public static bool IsClosed(Exception exception) => exception is IOException && (exception.HResult & 0xFFFF) == ErrnoPipe;

    /// <inheritdoc/>
    /// <exception cref="IOException">Nobody reads any more.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Inner.Write(buffer);
        _written += buffer.Length;
        if (_written > AskedFrom && HasNoReader()) throw new IOException("Nobody reads the output any more.", ErrnoPipe);
    }

    private static bool HasNoReader()
    {
        var output = new Polled { Descriptor = Descriptor };
        return Poll(ref output, 1, 0) > 0 && (output.Found & (IsError | HungUp | IsInvalid)) != 0;
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref Polled polled, nuint count, int milliseconds);

    /// <summary><c>struct pollfd</c> (poll(2)).</summary>
    private struct Polled
    {
        public int Descriptor;
        public short Asked;
        public short Found;
    }
}
