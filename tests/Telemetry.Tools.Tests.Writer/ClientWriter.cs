using System.Globalization;
using Telemetry.Tools;

namespace Telemetry.Tools.Tests.Writer;

/// <summary>Logs numbered events to a server until it is killed, and says each one's number once the client has taken it.</summary>
/// <param name="server">The server.</param>
/// <param name="folder">The buffer folder.</param>
/// <param name="writer">Who writes, as it stands in each event.</param>
internal sealed class ClientWriter(Uri server, string folder, string writer)
{
    private const int PauseEvery = 5;

    public int Run()
    {
        using var client = new TelemetryClient(new TelemetryClientOptions { Enabled = true, BaseUrl = server, BufferFolder = folder, BatchSize = 25, FlushInterval = TimeSpan.FromMilliseconds(50) });
        for (var number = 0; ; number++)
        {
            if (!client.TryLog(new TargetRun { Timestamp = DateTimeOffset.UtcNow, Target = writer, DurationSeconds = number, ExitCode = 0 })) return Fail(client);

            // The first one has certainly left the queue; the others show what a kill takes.
            if (number == 0) client.FlushAsync().GetAwaiter().GetResult();
            Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
            if (number % PauseEvery == 0) Thread.Sleep(1);
        }
    }

    private static int Fail(TelemetryClient client)
    {
        Console.Error.WriteLine($"{client.Counts} {string.Join('\n', client.Warnings)}");
        return 1;
    }
}
