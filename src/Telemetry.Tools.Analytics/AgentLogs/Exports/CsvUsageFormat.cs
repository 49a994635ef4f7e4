using CsvHelper;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>A CSV export with a row for each request to a model. Columns are found by name; case, spaces and signs in names do not count.</summary>
internal abstract class CsvUsageFormat : AgentFormat
{
    /// <inheritdoc/>
    public override bool Wants(string path) => EndsIn(path, ".csv", ".tsv");

    /// <inheritdoc/>
    public override FileParse Parse(LogFile file, SafeFileHandle handle, FileState? from, ProjectNames projects, CancellationToken cancellationToken)
    {
        var parse = new FileParse { StartOver = true };
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length == 0) throw new UnreadableLogException($"no CSV export of {Source}: it is empty");
        try
        {
            using var csv = CsvReader.Create(stream, new CsvReaderOptions { Separator = null, HasHeader = true, TrackLineNumbers = true, IncludeValuesInExceptions = false }, leaveOpen: true);
            csv.ReadHeader();
            var columns = new CsvColumnNames(csv.Headers);
            if (!columns.HasAny("model", "providedModelName", "model_id")) throw new UnreadableLogException($"no CSV export of {Source}: it has no column for the model");
            while (csv.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                parse.Lines++;
                Take(new CsvUsageRow(csv, columns), file, csv.LineNumber, parse);
            }
        }
        catch (CsvFormatException error)
        {
            parse.Reject(file.Path, parse.Lines + 1, $"not CSV: {error.GetType().Name}");
        }

        return parse;
    }

    /// <summary>The request in a row; <see langword="null"/> for a row that used nothing. What is wrong with it stands in <paramref name="problem"/>.</summary>
    protected abstract UsageRecord? Record(CsvUsageRow row, LogFile file, ref string? problem);

    private void Take(CsvUsageRow row, LogFile file, long line, FileParse parse)
    {
        string? problem = null;
        var record = Record(row, file, ref problem);
        if (problem is not null) parse.Reject(file.Path, line, problem);
        else if (record is not null) parse.Records.Add(record);
    }
}
