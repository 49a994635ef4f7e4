namespace Telemetry.Tools.Analytics;

/// <summary>Where pages, dictionaries and row groups end; together they bound the memory of a writer. Sizes are those before compression.</summary>
/// <param name="GroupRows">Rows of a group.</param>
/// <param name="GroupBytes">Bytes of a group.</param>
/// <param name="PageRows">Rows of a page.</param>
/// <param name="PageBytes">Bytes of a page whose values stand in it as they are.</param>
/// <param name="DictionaryValues">Values of a dictionary.</param>
/// <param name="DictionaryBytes">Bytes of a dictionary.</param>
internal sealed record ParquetLimits(
    int GroupRows = 128 * 1024,
    int GroupBytes = 24 * 1024 * 1024,
    int PageRows = 16 * 1024,
    int PageBytes = 256 * 1024,
    int DictionaryValues = 8 * 1024,
    int DictionaryBytes = 512 * 1024);
