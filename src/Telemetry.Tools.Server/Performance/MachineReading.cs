using System.Diagnostics;
using System.Net.NetworkInformation;

namespace Telemetry.Tools.Server;

/// <summary>Counters of the process and the machine at one moment.</summary>
/// <param name="Timestamp">When, as the clock's timestamp.</param>
/// <param name="CpuMicros">Processor time of this process since its start.</param>
/// <param name="MemoryBytes">Memory of this process.</param>
/// <param name="NetworkIn">Bytes that the machine's network has taken in.</param>
/// <param name="NetworkOut">Bytes that it has sent.</param>
internal sealed record MachineReading(long Timestamp, long CpuMicros, long MemoryBytes, long NetworkIn, long NetworkOut)
{
    public static MachineReading Now(TimeProvider time)
    {
        using var process = Process.GetCurrentProcess();
        var (received, sent) = Network();
        return new MachineReading(time.GetTimestamp(), (long)process.TotalProcessorTime.TotalMicroseconds, process.WorkingSet64, received, sent);
    }

    // What the machine says to itself is no network.
    private static (long In, long Out) Network()
    {
        var (received, sent) = (0L, 0L);
        try
        {
            foreach (var network in NetworkInterface.GetAllNetworkInterfaces().Where(network => network.NetworkInterfaceType != NetworkInterfaceType.Loopback))
            {
                var counts = network.GetIPStatistics();
                (received, sent) = (received + counts.BytesReceived, sent + counts.BytesSent);
            }
        }
        catch (Exception error) when (error is NetworkInformationException or PlatformNotSupportedException)
        {
            // A system that does not say: nothing came and went.
        }

        return (received, sent);
    }
}
