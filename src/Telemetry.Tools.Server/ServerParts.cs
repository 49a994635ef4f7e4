using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>What a running server consists of, put together by hand: each part is made once and sees only what it needs.</summary>
internal sealed class ServerParts : IAsyncDisposable
{
    private readonly DataFolder? _folder;
    private readonly Database _database;
    private readonly IngestQueue _queue;
    private readonly IngestEndpoints _ingest;
    private readonly OtlpEndpoints _otlp;
    private readonly UsageEndpoints _usage;
    private readonly HealthEndpoints _health;
    private readonly PerformanceSampler _sampler;
    private readonly PerformanceEndpoints _performanceEndpoints;
    private readonly DashboardEndpoints _dashboard;
    private readonly SignInEndpoints _signIn;
    private readonly LiveEndpoint _live;
    private readonly StreamPageEndpoints _streams;
    private readonly PerformancePageEndpoints _performance;
    private readonly ExportPageEndpoints _exportPage;
    private readonly ExportRunner _runner;
    private readonly ExportEndpoints _exports;
    private readonly SchemaEndpoints _schemas;
    private readonly BackfillRunner _backfill;
    private readonly BackfillEndpoints _backfillEndpoints;
    private readonly QueryEndpoints _query;
    private readonly RetentionJob _retention;
    private readonly RetentionEndpoints _retentionEndpoints;
    private readonly AlertParts _alerts;

    private ServerParts(ServerSettings settings, TimeProvider time, DataFolder? folder, Database database, ILogger log)
    {
        (_folder, _database) = (folder, database);
        var keys = new KeyRing(new KeyStore(database, time), time);
        var sessions = new Sessions(database, time);
        Callers = new Callers(keys, sessions, new ServerAddress(AllowsAnonymous(settings)));
        Rate = new RateLimit(settings.RequestsPerMinute, time);
        Meters = new ServerMeters(time, settings.DataFolder);
        _queue = new IngestQueue(database, time);
        var schemas = new SchemaStore(database, time);
        var registry = new SchemaRegistry(schemas, time);
        var parsers = new StreamParsers(PricesOf(settings), registry);
        _ingest = new IngestEndpoints(settings, _queue, parsers, time);
        _otlp = new OtlpEndpoints(settings, _queue, parsers, time, log);
        _schemas = new SchemaEndpoints(settings, schemas, registry);
        _retention = new RetentionJob(database, ArchiveFolder.Of(settings), time, log, isDaily: true);
        var times = new QuestionTimes();
        _query = new QueryEndpoints(settings, new StreamQueries(database), registry, times, time);
        var folderOfArchive = ArchiveFolder.Of(settings);
        _backfill = new BackfillRunner(database, folderOfArchive, time, log, isInBackground: true);
        _backfillEndpoints = new BackfillEndpoints(database, folderOfArchive, new BackfillStore(database, time), _backfill, time);
        _retentionEndpoints = new RetentionEndpoints(settings, database, new RetentionPolicies(database), _retention);
        var queries = new UsageQueries(database);
        var changes = new ChangeCounter(database, time);
        var cache = new AnswerCache(changes, settings, times, time);
        _usage = new UsageEndpoints(queries, cache, time);
        _runner = new ExportRunner(new ExportStore(database, time), new ExportContent(database), log);
        _exports = new ExportEndpoints(new ExportStore(database, time), _runner, time);
        _dashboard = new DashboardEndpoints(new DashboardQueries(database), cache, time);
        _signIn = new SignInEndpoints(keys, sessions, new SignInLimit(time));
        _exportPage = new ExportPageEndpoints(new ExportStore(database, time), _runner, time);
        _performance = new PerformancePageEndpoints(database, _queue, Meters, new PerformanceQueries(database), time);
        _streams = new StreamPageEndpoints(new StreamReports(database, registry), cache, time);
        _live = new LiveEndpoint(Callers, changes, time);
        _alerts = new AlertParts(settings, database, time, log);
        _health = new HealthEndpoints(database, _queue, Meters);
        _performanceEndpoints = new PerformanceEndpoints(new PerformanceQueries(database), new SlowQueries(database, times), times, time);
        _sampler = new PerformanceSampler(database, _queue, Meters, settings.ServerName, time, log, isInBackground: true);
    }

    public Callers Callers { get; }

    public RateLimit Rate { get; }

    public ServerMeters Meters { get; }

    /// <summary>Opens everything that needs no network.</summary>
    /// <exception cref="ServerException">The settings, the folder or the database cannot be used.</exception>
    public static ServerParts Open(ServerSettings settings, TimeProvider time, ILogger log)
    {
        DataFolder.Create(settings.DataFolder);
        var folder = settings.Database is null ? DataFolder.Hold(settings.DataFolder) : null;
        Database? database = null;
        try
        {
            database = OpenDatabase(settings);
            database.Migrate();
            RequireKey(settings, database, time);
            return new ServerParts(settings, time, folder, database, log);
        }
        catch
        {
            database?.Dispose();
            folder?.Dispose();
            throw;
        }
    }

    /// <summary>Opens the database that the settings name; it is not migrated yet.</summary>
    public static Database OpenDatabase(ServerSettings settings)
    {
        if (settings.Database is { } database) return new PostgresDatabase(database, settings.ReadDatabase);
        DataFolder.Create(settings.DataFolder);
        return new SqliteDatabase(DataFolder.DatabasePath(settings.DataFolder));
    }

    /// <summary>Adds all endpoints.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        _ingest.Map(routes);
        _otlp.Map(routes);
        _usage.Map(routes);
        _health.Map(routes);
        _performanceEndpoints.Map(routes);
        _exports.Map(routes);
        _schemas.Map(routes);
        _retentionEndpoints.Map(routes);
        _backfillEndpoints.Map(routes);
        _query.Map(routes);
        _alerts.Map(routes);
        _dashboard.Map(routes);
        _signIn.Map(routes);
        _live.Map(routes);
        _streams.Map(routes);
        _performance.Map(routes);
        _exportPage.Map(routes);
        DashboardFiles.Map(routes);
        ServerOpenApi.Map(routes);
    }

    /// <summary>What asks for pages before anybody does.</summary>
    public DashboardWarmUp WarmUp(WebApplication application) => new(((IEndpointRouteBuilder)application).DataSources, application.Services, _database, application.Logger);

    public async ValueTask DisposeAsync()
    {
        _query.Dispose();
        _performanceEndpoints.Dispose();
        await _sampler.DisposeAsync().ConfigureAwait(false);
        await _retention.DisposeAsync().ConfigureAwait(false);
        await _backfill.DisposeAsync().ConfigureAwait(false);
        await _alerts.DisposeAsync().ConfigureAwait(false);
        await _runner.DisposeAsync().ConfigureAwait(false);
        _queue.Dispose();
        _database.Dispose();
        _folder?.Dispose();
    }

    private static bool AllowsAnonymous(ServerSettings settings) => settings.Database is null && settings.Urls.All(IsLoopback);

    private static bool IsLoopback(Uri url) => url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static void RequireKey(ServerSettings settings, Database database, TimeProvider time)
    {
        if (AllowsAnonymous(settings) || new KeyStore(database, time).List().Count > 0) return;
        throw new ServerException(
            ServerDiagnostics.KeyNeeded,
            "Others could reach this server, and it has no key yet.",
            $"dotnet telemetry keys create admin --tenant default --role admin{settings.NamedBy}",
            isUsage: true);
    }

    private static PriceLookup PricesOf(ServerSettings settings)
    {
        if (settings.Prices is null) return new PriceLookup(PriceTable.Open(settings.DataFolder));
        return new PriceLookup(PriceTable.BuiltIn.With(PriceTableJson.Load(settings.Prices)));
    }
}
