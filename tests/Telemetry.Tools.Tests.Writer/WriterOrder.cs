using System.Globalization;
using Telemetry.Tools;

namespace Telemetry.Tools.Tests.Writer;

/// <summary>What to write.</summary>
/// <param name="Root">The store's folder.</param>
/// <param name="Writer">Who writes, as it stands in each line.</param>
/// <param name="Count">How many lines.</param>
/// <param name="Sizes">Lengths of their text, taken in turn.</param>
/// <param name="RotateAt">Size of a segment; 0 = never.</param>
/// <param name="PauseEvery">After so many lines a pause of a millisecond; 0 = never.</param>
/// <param name="Format">Format of the stream.</param>
internal sealed record WriterOrder(string Root, string Writer, int Count, IReadOnlyList<int> Sizes, long RotateAt, int PauseEvery, StreamFormat Format)
{
    public StreamInfo Stream => Format == StreamFormat.Csv
        ? new StreamInfo("rows", "1-0-0", StreamFormat.Csv, "rows.csv", RotateAt, null, "w,n,t", """{ "schema": "rows", "version": "1-0-0", "storage": { "format": "csv" } }""")
        : new StreamInfo("notes", "1-0-0", StreamFormat.Jsonl, "notes.jsonl", RotateAt, null, "", """{ "schema": "notes", "version": "1-0-0" }""");

    public static WriterOrder Parse(string[] args) => new(
        args[0],
        args[1],
        Number(args[2]),
        [.. args[3].Split(',').Select(Number)],
        Number(args[4]),
        Number(args[5]),
        args.Length > 6 && args[6] == "csv" ? StreamFormat.Csv : StreamFormat.Jsonl);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
