using System.Text;

namespace Telemetry.Tools.Cli;

/// <summary>A renderer of text: UTF-8 without a mark, lines ended by <c>\n</c>.</summary>
internal abstract class TextReportRenderer : IReportRenderer
{
    /// <inheritdoc/>
    public void Render(ReportPage page, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        Render(page, writer);
    }

    /// <summary>Writes the whole report.</summary>
    protected abstract void Render(ReportPage page, TextWriter output);
}
