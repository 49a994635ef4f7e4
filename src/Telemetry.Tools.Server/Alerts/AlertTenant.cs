using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Telemetry.Tools.Server;

/// <summary>Whose alerts a request is about.</summary>
internal static class AlertTenant
{
    /// <summary>The key's tenant, which has its first rules from now on.</summary>
    /// <exception cref="QueryException">403: the key belongs to none.</exception>
    public static string Of(HttpContext context, AlertRuleStore rules)
    {
        var caller = context.Caller();
        if (caller.IsOperator) throw new QueryException("An operator's key belongs to no tenant; alerts are seen with a key of their tenant.", ServerDiagnostics.Forbidden, 403);
        rules.Welcome(caller.Tenant);
        return caller.Tenant;
    }

    /// <summary>Refuses a rule that names another tenant: the key says whose it is.</summary>
    /// <exception cref="QueryException">404: it does.</exception>
    public static void RefuseAnother(JsonElement rule, string tenant)
    {
        if (!rule.TryGetProperty("tenant_id", out var named) || named.ValueKind == JsonValueKind.Null) return;
        if (named.ValueKind != JsonValueKind.String || !named.ValueEquals(tenant)) throw QueryException.NotFound("There is no such tenant.");
    }
}
