using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>The tenants that have ever sent something.</summary>
internal static class Tenants
{
    /// <summary>All of them, or the one that is asked for.</summary>
    public static IReadOnlyList<string> Of(DbConnection connection, string? tenant)
    {
        if (tenant is not null) return [tenant];
        using var command = connection.Command(null, "SELECT tenant FROM tenants ORDER BY tenant");
        using var reader = command.ExecuteReader();
        var tenants = new List<string>();
        while (reader.Read()) tenants.Add(reader.GetString(0));
        return tenants;
    }
}
