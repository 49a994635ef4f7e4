using System.Globalization;
using System.Text.Json;
using Telemetry.Tools.Server;

namespace Telemetry.Tools.Cli;

/// <summary>Shows keys.</summary>
internal static class KeyOutput
{
    /// <summary>A key that was just made: its text alone on standard output, so that it can be piped into a file.</summary>
    public static int Show(NewKey made, bool isJson, ToolHost host)
    {
        if (isJson)
        {
            JsonAnswer.Write(host, json => Write(json, made.Key, made.Text));
            return ExitCode.Ok;
        }

        host.Error.WriteLine($"Key {made.Key.Id} ({SafeText.Of(made.Key.Name)}), tenant {made.Key.Tenant}, role {RoleOf(made.Key)}. It is shown this once:");
        host.Out.WriteLine(made.Text);
        host.Flush();
        host.Error.WriteLine("Send it as: Authorization: Bearer KEY");
        return ExitCode.Ok;
    }

    /// <summary>All keys.</summary>
    public static int Show(IReadOnlyList<ApiKey> keys, bool isJson, ToolHost host)
    {
        if (isJson) JsonAnswer.Write(host, json => WriteAll(json, keys));
        else if (keys.Count == 0) host.Error.WriteLine($"No key exists. Next: {Tool.Name} keys create NAME --tenant TENANT --role writer");
        else TableOf(keys).Write(host.Out);
        return ExitCode.Ok;
    }

    /// <summary>A key that was just revoked.</summary>
    public static int ShowRevoked(ApiKey key, bool isJson, ToolHost host)
    {
        if (isJson) JsonAnswer.Write(host, json => Write(json, key, null));
        else host.Error.WriteLine($"Revoked {key.Id} ({SafeText.Of(key.Name)}).");
        return ExitCode.Ok;
    }

    private static TextTable TableOf(IReadOnlyList<ApiKey> keys)
    {
        var table = new TextTable("id", "name", "tenant", "role", "created", "revoked");
        foreach (var key in keys) table.Add(key.Id, key.Name, key.Tenant, RoleOf(key), Time(key.CreatedAt), key.RevokedAt is { } at ? Time(at) : "");
        return table;
    }

    private static void WriteAll(Utf8JsonWriter json, IReadOnlyList<ApiKey> keys)
    {
        json.WriteStartObject();
        json.WriteStartArray("keys");
        foreach (var key in keys) Write(json, key, null);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ApiKey key, string? text)
    {
        json.WriteStartObject();
        json.WriteString("id", key.Id);
        json.WriteString("name", key.Name);
        json.WriteString("tenant", key.Tenant);
        json.WriteString("role", RoleOf(key));
        json.WriteTime("created_at", key.CreatedAt);
        json.WriteTime("revoked_at", key.RevokedAt);
        if (text is not null) json.WriteString("key", text);
        json.WriteEndObject();
    }

    private static string RoleOf(ApiKey key) => key.Role.ToString().ToLowerInvariant();

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
