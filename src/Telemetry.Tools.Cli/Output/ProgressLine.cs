using System.Globalization;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Cli;

/// <summary>One line on the terminal that says how far a long read is; nothing where standard error is no terminal or the work is short.</summary>
/// <param name="host">Where to show it.</param>
/// <param name="verb">What is being done: <c>Reading</c>.</param>
internal sealed class ProgressLine(ToolHost host, string verb) : IProgress<ScanProgress>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);
    private readonly long _start = host.Time.GetTimestamp();
    private readonly Lock _lock = new();
    private int _shown;

    /// <inheritdoc/>
    public void Report(ScanProgress value)
    {
        if (!host.Terminal.ErrorIsTerminal || host.Time.GetElapsedTime(_start) < Patience) return;
        var percent = value.TotalBytes > 0 ? string.Create(CultureInfo.InvariantCulture, $" {value.Fraction * 100:0} %,") : "";
        var text = string.Create(CultureInfo.InvariantCulture, $"{verb}{percent} {value.Lines:#,0} lines");
        lock (_lock)
        {
            host.Error.Write('\r' + text.PadRight(_shown));
            _shown = text.Length;
        }
    }

    /// <summary>Says something that stays.</summary>
    public void Say(string text)
    {
        lock (_lock)
        {
            Dispose();
            host.Error.WriteLine(text);
            _shown = 0;
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (_shown > 0) host.Error.Write('\r' + new string(' ', _shown) + '\r');
    }
}
