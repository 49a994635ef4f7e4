using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>The stable shape for programs, with unrounded numbers; see docs/json.md.</summary>
internal sealed class JsonReportRenderer : IReportRenderer
{
    /// <inheritdoc/>
    public void Render(ReportPage page, Stream output)
    {
        ReportJson.Write(page.Report, output);
        output.WriteByte((byte)'\n');
    }
}
