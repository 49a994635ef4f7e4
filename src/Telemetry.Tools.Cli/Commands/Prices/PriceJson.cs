using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>Writes price tables for programs.</summary>
internal static class PriceJson
{
    /// <summary>Writes a table, in the format that <c>prices import</c> takes, to standard output.</summary>
    public static void Write(PriceTable table, ToolHost host)
    {
        host.Out.Flush();
        PriceTableJson.Write(table, host.Output);
        host.Out.WriteLine();
    }
}
