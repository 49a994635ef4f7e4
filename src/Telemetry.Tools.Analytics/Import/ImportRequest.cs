namespace Telemetry.Tools.Analytics;

/// <summary>What <c>import jsonl|csv PATH</c> is asked for.</summary>
/// <param name="Format">Format of the files.</param>
/// <param name="Paths">Files, or folders whose files of that format are taken (not those below).</param>
/// <param name="Stream">The stream; <see langword="null"/> = guessed by field names among the known ones.</param>
public sealed record ImportRequest(ImportFormat Format, IReadOnlyList<string> Paths, string? Stream = null);
