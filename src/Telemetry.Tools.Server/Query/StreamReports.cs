using Telemetry.Tools.Analytics;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server;

/// <summary>Reports of any stream, computed from its events by the code that computes the tool's reports of local streams.</summary>
internal sealed class StreamReports(Database database, SchemaRegistry schemas)
{
    /// <summary>Events that one report reads; of more, the newest.</summary>
    public const int MostEvents = 100_000;

    /// <summary>Computes a report.</summary>
    /// <param name="tenant">Whose stream.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="period">When.</param>
    /// <param name="by">A field to group by too, or <see langword="null"/>.</param>
    /// <param name="where">A condition as <c>FIELD=VALUE</c>, or <see langword="null"/>.</param>
    /// <exception cref="QueryException">There is no such stream, or no such field.</exception>
    public StreamReport Of(string tenant, string stream, UsagePeriod period, string? by, string? where)
    {
        var schema = SchemaOf(tenant, stream);
        var path = Path.GetTempFileName();
        try
        {
            var (events, last) = Write(tenant, stream, period, path);
            var query = new ReportQuery { By = by, Where = where is null ? [] : [Filter.Parse(where)] };
            var report = ReportBuilder.Build(StreamSource.FromFiles(schema, path), query);
            return new StreamReport(schema, report, events > MostEvents, events > 0 ? null : last);
        }
        catch (AnalyticsException problem)
        {
            throw new QueryException(problem.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The streams of a tenant: those with events first, the latest in front.</summary>
    public IReadOnlyList<StreamState> List(string tenant, UsagePeriod period)
    {
        using var connection = database.OpenRead();
        using var moment = database.BeginRead(connection);
        return [.. schemas.All(tenant)
            .Select(document => new StreamState(
                document.Stream,
                document.Description,
                connection.Scalar(null, "SELECT count(*) FROM (SELECT 1 FROM events WHERE tenant = $1 AND stream = $2 AND ts >= $3 AND ts < $4 LIMIT $5) AS found", tenant, document.Stream, period.Start, period.End, MostEvents + 1) ?? 0,
                connection.Scalar(null, "SELECT max(ts) FROM events WHERE tenant = $1 AND stream = $2", tenant, document.Stream)))
            .OrderByDescending(state => state.Last ?? 0).ThenBy(state => state.Stream, Utf8Order.Instance)];
    }

    /// <summary>Some tenants, for an operator to choose from.</summary>
    public IReadOnlyList<string> Tenants()
    {
        using var connection = database.OpenRead();
        using var command = connection.Command(null, $"SELECT tenant FROM tenants ORDER BY tenant COLLATE {database.Dialect.Bytewise} LIMIT 500");
        using var reader = command.ExecuteReader();
        var tenants = new List<string>();
        while (reader.Read()) tenants.Add(reader.GetString(0));
        return tenants;
    }

    // Payloads are JSON, whatever the stream's local files are.
    private SchemaDocument SchemaOf(string tenant, string stream) => schemas.Find(tenant, stream) is { } schema
        ? schema with { Storage = schema.Storage with { Format = StorageFormat.Jsonl } }
        : throw QueryException.NotFound($"There is no stream '{stream}'.");

    private (long Events, long? Last) Write(string tenant, string stream, UsagePeriod period, string path)
    {
        using var connection = database.OpenRead();
        using var moment = database.BeginRead(connection);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024);
        using (var command = connection.Command(
            null, "SELECT payload FROM events WHERE tenant = $1 AND stream = $2 AND ts >= $3 AND ts < $4 ORDER BY ts DESC LIMIT $5", tenant, stream, period.Start, period.End, MostEvents + 1))
        {
            using var reader = command.ExecuteReader();
            var events = 0L;
            while (reader.Read())
            {
                if (++events > MostEvents) break;
                file.Write((byte[])reader.GetValue(0));
                file.WriteByte((byte)'\n');
            }

            if (events > 0) return (events, null);
        }

        return (0, connection.Scalar(null, "SELECT max(ts) FROM events WHERE tenant = $1 AND stream = $2", tenant, stream));
    }
}

/// <summary>A stream's report.</summary>
/// <param name="Schema">The stream's schema.</param>
/// <param name="Report">The report.</param>
/// <param name="IsCut">Whether the period has more events than were read.</param>
/// <param name="LastElsewhere">Where the period has none: time of the stream's last event, if there ever was one.</param>
internal sealed record StreamReport(SchemaDocument Schema, ReportResult Report, bool IsCut, long? LastElsewhere);

/// <summary>A stream in a list.</summary>
/// <param name="Stream">Its name.</param>
/// <param name="Description">What its schema says of itself.</param>
/// <param name="Events">Events in the period; one more than <see cref="StreamReports.MostEvents"/> for any number above.</param>
/// <param name="Last">Time of its last event, in microseconds since 1970.</param>
internal sealed record StreamState(string Stream, string? Description, long Events, long? Last);
