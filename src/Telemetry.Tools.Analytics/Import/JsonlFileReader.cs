using System.Text.Json;
using System.Text.Unicode;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads a foreign file of JSON Lines on from where the last import stopped.</summary>
internal sealed class JsonlFileReader(SchemaDocument schema, EventEncoder encoder)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <param name="import">The file.</param>
    /// <param name="lines">Its lines from <see cref="FileImport.Offset"/> on.</param>
    /// <param name="end">Where the file ended when reading began.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellationToken">Stops between two lines.</param>
    public void Read(FileImport import, LineReader lines, long end, Action<long> report, CancellationToken cancellationToken)
    {
        var before = import.LineEnds;
        for (var status = lines.Next(); status != LineStatus.End; status = lines.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Nothing can be added to a whole object but a line end: it need not wait for one.
            var isUnterminated = status == LineStatus.Pending;
            import.IsPending = isUnterminated && !JsonLine.IsValid(lines.Line);
            if (import.IsFull || isUnterminated) import.Save(lines.Offset, before + lines.Number - 1);
            if (import.IsPending) return;
            ReadLine(import, lines, isUnterminated ? LineStatus.Line : status, before + lines.Number);
            report(lines.Offset);
        }

        import.Save(end, before + lines.Number);
    }

    private void ReadLine(FileImport import, LineReader lines, LineStatus status, long number)
    {
        import.CountLine();
        if (status == LineStatus.TooLong) import.Reject(number, RejectReasons.TooLong);
        else if (TryEncode(lines.Line, out var line, out var reason)) import.Add(lines.Line, line);
        else import.Reject(number, reason);
    }

    private bool TryEncode(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> line, out string reason)
    {
        line = default;
        if (TryParse(text, out var json))
        {
            using (json) return encoder.TryEncode(new JsonFieldSource(json.RootElement, schema.Payload), KindOf(json.RootElement), out line, out reason);
        }

        reason = JsonFaults.Of(text);
        return false;
    }

    private string? KindOf(JsonElement item) =>
        schema.Discriminator is { } name && item.TryGetProperty(name, out var kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString() : null;

    private static bool TryParse(ReadOnlySpan<byte> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsonDocument? json)
    {
        json = null;
        if (!Utf8.IsValid(text)) return false;
        try
        {
            var reader = new Utf8JsonReader(LoneSurrogates.Mended(text), new JsonReaderOptions { MaxDepth = Options.MaxDepth });
            json = JsonDocument.ParseValue(ref reader);
            if (json.RootElement.ValueKind == JsonValueKind.Object && !reader.Read()) return true;
        }
        catch (JsonException)
        {
            // Its reason is asked of the readers, who have words for it.
        }

        json?.Dispose();
        json = null;
        return false;
    }
}
