using Microsoft.Data.Sqlite;

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
}
