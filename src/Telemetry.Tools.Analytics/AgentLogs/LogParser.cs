using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>A parser of one log file. Never throws because of content: what it cannot read is named and counted.</summary>
internal abstract class LogParser(LogFile file, ProjectNames projects) : ILogLineSink
{
    /// <summary>What was found so far.</summary>
    public FileParse Result { get; } = new();

    protected LogFile File { get; } = file;

    protected ProjectNames Projects { get; } = projects;

    /// <inheritdoc/>
    public void Line(ReadOnlySpan<byte> line, long number)
    {
        if (!MayHoldUsage(line))
        {
            if (!JsonLine.LooksValid(line)) Result.Reject(File.Path, number, "not JSON");
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(line, isFinalBlock: true, new JsonReaderState(JsonLine.Options));
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) Result.Reject(File.Path, number, "not a JSON object");
            else if (Parse(ref reader, number) is { } problem) Result.Reject(File.Path, number, problem);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperation: text that is no UTF-8.
            Result.Reject(File.Path, number, "not JSON");
        }
    }

    /// <inheritdoc/>
    public void TooLong(long number) => Result.Reject(File.Path, number, $"longer than {LogLineReader.MaxLine / (1024 * 1024)} MB");

    /// <summary>Ends the file: what can only be told now.</summary>
    public virtual void Complete()
    {
    }

    /// <summary>A quick look that lets all lines with usage pass.</summary>
    protected abstract bool MayHoldUsage(ReadOnlySpan<byte> line);

    /// <summary>Reads a line; the reader stands on its opening brace. Returns what is wrong with it.</summary>
    protected abstract string? Parse(ref Utf8JsonReader reader, long number);

    /// <summary>Reads the rest of the line, so that a broken end is seen before anything is taken.</summary>
    protected static void Finish(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
        }
    }
}
