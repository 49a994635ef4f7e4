using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Telemetry.Tools.Analytics;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server;

/// <summary>Answers questions to any stream from its events, by the very scan that answers them for local files: what they say is the same. Cumulative metric points are given to it as differences.</summary>
internal sealed class StreamQueries(Database database)
{
    private const long MostBytes = 1L * 1024 * 1024 * 1024;
    private const int MostRows = 10_000;
    private const string ShorterPeriod = "The question is about too many events: choose a shorter period.";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Answers.</summary>
    /// <param name="tenant">Whose stream.</param>
    /// <param name="schema">The stream's schema: what can be asked for is in it.</param>
    /// <param name="question">The question.</param>
    /// <param name="period">Its period.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="QueryException">It asks for what is not there, or for too much.</exception>
    public StreamAnswer Answer(string tenant, SchemaDocument schema, Analytics.Query question, UsagePeriod period, CancellationToken cancellation)
    {
        var scope = new EventScope(tenant, schema.Stream);
        var file = Path.GetTempFileName();
        try
        {
            var watermark = Collect(scope, period, file, cancellation);
            // Payloads are JSON, whatever the stream's local files are.
            var source = StreamSource.FromFiles(schema with { Storage = schema.Storage with { Format = StorageFormat.Jsonl } }, file);
            var rows = ScanExecutor.Run(source, [question], cancellationToken: cancellation).Answers[0].Rows;
            if (rows.Count > MostRows) throw TooMuch($"The answer has more than {MostRows} rows: ask for the top groups, or longer buckets.");
            return new StreamAnswer(
                schema.Stream, new PeriodEcho(ReportJson.Format(Clock.Time(period.Start)), ReportJson.Format(period.EchoedEnd), NameOf(question.Bucket)),
                watermark is > 0 ? ReportJson.Format(Clock.Time(watermark.Value)) : null, [.. question.Measures.Select(MeasureNames.Of)], UnitsOf(schema, question), [.. rows.Select(RowOf)]);
        }
        catch (AnalyticsException error)
        {
            throw new QueryException(error.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    // The watermark of the moment that the events are of.
    private long? Collect(EventScope scope, UsagePeriod period, string file, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        using var connection = database.OpenRead();
        using var moment = database.BeginRead(connection);
        var watermark = Watermarks.Of(connection, moment, scope);
        var points = CumulativePoints.Of(connection, moment, scope, watermark);
        using (var output = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.Read, 1024 * 1024))
        {
            foreach (var payload in Payloads(connection, moment, scope, period))
            {
                output.Write(payload);
                output.WriteByte((byte)'\n');
                points?.See(payload);
                if (output.Position > MostBytes) throw TooMuch(ShorterPeriod);
                Check();
            }
        }

        points?.Rewrite(file, period.Start, Check);
        return watermark;

        void Check()
        {
            cancellation.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(start) > Longest) throw TooMuch(ShorterPeriod);
        }
    }

    private static IEnumerable<byte[]> Payloads(DbConnection connection, DbTransaction moment, EventScope scope, UsagePeriod period)
    {
        using var command = connection.Command(
            moment, "SELECT payload FROM events WHERE tenant = $1 AND stream = $2 AND ts >= $3 AND ts < $4 ORDER BY ts, event_id", scope.Tenant, scope.Stream, period.Start, period.End);
        command.CommandTimeout = (int)Longest.TotalSeconds;
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return (byte[])reader.GetValue(0);
    }

    private static StreamAnswerRow RowOf(QueryRow row) => new(
        row.Bucket is { } bucket ? ReportJson.Format(bucket) : null, row.Key, row.Others,
        [.. row.Values.Select(value => value is decimal money ? money.ToString("0.#########", CultureInfo.InvariantCulture) : value)]);

    private static string?[] UnitsOf(SchemaDocument schema, Analytics.Query question)
    {
        var layout = new StreamLayout(schema);
        return [.. question.Measures.Select(measure => measure.Field is { } field ? UnitOf(layout.Resolve(field)) : null)];

        static string? UnitOf(Column column) => column.IsDuration ? "s" : column.Unit;
    }

    private static string NameOf(TimeBucket bucket) => bucket == TimeBucket.None ? "none" : UsagePeriod.NameOf(bucket);

    private static QueryException TooMuch(string message) => new(message, ServerDiagnostics.TooMuch);
}
