using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class SqliteLibraryTests
{
    [TestMethod]
    public void TheSystemsLibraryServesConnections()
    {
        SqliteLibrary.Require();
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select sqlite_version()";

        command.ExecuteScalar().ShouldBe(SqliteLibrary.Version);
    }

    [TestMethod]
    public void ThreadsDoNotQueueUpToCountMemory()
    {
        if (OperatingSystem.IsMacOS()) return;
        SqliteLibrary.Require();
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();

        raw.sqlite3_memory_used().ShouldBe(0);
    }
}
