namespace Telemetry.Tools.Analytics;

/// <summary>Ids of what prices, agents' logs, usage and budgets complain about. A number is never reused.</summary>
public static class UsageDiagnostics
{
    /// <summary>A file is no price table.</summary>
    public const string BadPriceTable = "TEL2200";

    /// <summary>There is no such agent to import from.</summary>
    public const string UnknownAgent = "TEL2201";

    /// <summary>None of the places where an agent keeps its logs is there.</summary>
    public const string NoAgentLogs = "TEL2202";

    /// <summary>A time zone is not known to the system.</summary>
    public const string UnknownTimeZone = "TEL2203";

    /// <summary>A budget is not of a form that can be kept.</summary>
    public const string BadBudget = "TEL2204";

    /// <summary>Another import into the same store goes on for too long.</summary>
    public const string ImportIsBusy = "TEL2205";

    /// <summary>The store did not take what was imported.</summary>
    public const string NotWritten = "TEL2206";

    /// <summary>The operating system has no SQLite library to read a database with.</summary>
    public const string NoSqlite = "TEL2207";

    /// <summary>A model's price is not known.</summary>
    public const string UnknownModel = "TEL2208";
}
