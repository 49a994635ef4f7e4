using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class SqliteDatabaseTests
{
    private const int Waves = 2_000;
    private const int AtOnce = 16;

    [TestMethod]
    public void ConnectionsThatAreOpenedTogetherAreNotTheSame()
    {
        var folder = Directory.CreateTempSubdirectory("telemetry-sqlite-").FullName;
        using (var database = new SqliteDatabase(Path.Combine(folder, "events.db")))
        {
            for (var wave = 0; wave < Waves; wave++)
            {
                var open = new DbConnection[AtOnce];
                Parallel.For(0, AtOnce, i => open[i] = database.OpenRead());
                open.Select(connection => ((SqliteConnection)connection).Handle!.DangerousGetHandle()).Distinct().Count().ShouldBe(AtOnce);
                foreach (var connection in open) connection.Dispose();
            }
        }

        Directory.Delete(folder, recursive: true);
    }
}
