using Microsoft.AspNetCore.Http;

namespace Telemetry.Tools.Server;

/// <summary>Whose usage a request asks for.</summary>
internal static class UsageQuestion
{
    private const int MaxValueLength = 1_024;

    /// <summary>The filter: the key's tenant always, and what the query adds.</summary>
    /// <exception cref="QueryException">404: it names another tenant. 400: a value is too long.</exception>
    public static UsageFilter FilterOf(HttpContext context)
    {
        var conditions = new List<(string, string)>();
        foreach (var column in UsageFilter.Columns)
        {
            if (context.Parameter(column) is not { } value) continue;
            if (value.Length > MaxValueLength) throw new QueryException($"'{column}' is too long.");
            conditions.Add((column, value));
        }

        return new UsageFilter(TenantOf(context), conditions);
    }

    private static string? TenantOf(HttpContext context)
    {
        var (caller, asked) = (context.Caller(), context.Parameter("tenant_id"));
        if (caller.IsOperator) return asked;
        return asked is null || asked == caller.Tenant ? caller.Tenant : throw QueryException.NotFound("There is no such tenant.");
    }
}
