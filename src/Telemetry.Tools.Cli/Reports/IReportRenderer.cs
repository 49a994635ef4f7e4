namespace Telemetry.Tools.Cli;

/// <summary>Writes a report in one format.</summary>
internal interface IReportRenderer
{
    /// <summary>Writes the whole report.</summary>
    void Render(ReportPage page, Stream output);
}
