namespace Telemetry.Tools.Server;

/// <summary>The questions that take longest: as PostgreSQL counts them where it does, else by this server's own clock.</summary>
internal sealed class SlowQueries(Database database, QuestionTimes times)
{
    private const int Shown = 10;

    public IReadOnlyList<SlowQuery> Read() => database.SlowQueries(Shown) ?? times.Slowest(Shown);
}
