using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Keys in the database.</summary>
internal sealed class KeyStore(Database database, TimeProvider time)
{
    private const int MaxName = 100;
    private const string Columns = "id, name, tenant, role, created_at, revoked_at, secret_hash";

    /// <summary>Makes a key.</summary>
    /// <exception cref="ServerException">TEL4008: the name or the tenant cannot be used.</exception>
    public NewKey Create(string name, string tenant, ServerRole role)
    {
        if (name.Length is 0 or > MaxName || name.Any(char.IsControl))
            throw Bad($"A key's name has 1 to {MaxName} characters and no control character.");
        if (tenant != TenantNames.All && !TenantNames.IsValid(tenant))
            throw Bad($"'{tenant}' is no tenant. A tenant has 1 to 128 letters, digits, '.', '_', '@' or '-', and begins with a letter or digit; '*' makes an operator's key.");
        if (tenant == TenantNames.All && role == ServerRole.Writer)
            throw Bad("An operator's key reads all tenants and sends nothing, so that a writer's could do nothing at all. A key that sends belongs to a tenant; an operator's is of the role viewer, editor or admin.");
        var key = new ApiKey(KeyText.NewId(), name, tenant, role, time.GetUtcNow(), null);
        using var connection = database.OpenWrite();
        return Insert(connection, null, key);
    }

    /// <summary>All keys, newest first.</summary>
    public IReadOnlyList<ApiKey> List() => [.. Load().Select(stored => stored.Key)];

    /// <summary>Revokes a key by its id, or by its name where only one that works is called so.</summary>
    /// <exception cref="ServerException">TEL4007: there is no such key.</exception>
    public ApiKey Revoke(string idOrName)
    {
        using var connection = database.OpenWrite();
        return Revoke(connection, null, idOrName);
    }

    /// <summary>Revokes a key and makes one like it.</summary>
    /// <exception cref="ServerException">TEL4007: there is no such key.</exception>
    public NewKey Rotate(string idOrName)
    {
        using var connection = database.OpenWrite();
        using var transaction = database.BeginMigration(connection);
        var old = Revoke(connection, transaction, idOrName);
        var made = Insert(connection, transaction, old with { Id = KeyText.NewId(), CreatedAt = time.GetUtcNow(), RevokedAt = null });
        transaction.Commit();
        return made;
    }

    /// <summary>All keys with the hashes of their secrets.</summary>
    public IReadOnlyList<(ApiKey Key, byte[] SecretHash)> Load()
    {
        using var connection = database.OpenRead();
        return Load(connection, null);
    }

    private static List<(ApiKey Key, byte[] SecretHash)> Load(DbConnection connection, DbTransaction? transaction)
    {
        var keys = new List<(ApiKey, byte[])>();
        using var command = connection.Command(transaction, $"SELECT {Columns} FROM api_keys ORDER BY created_at DESC, id");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (!Roles.TryParse(reader.GetString(3), out var role)) continue;
            var revoked = reader.Number(5) is { } at ? Clock.Time(at) : (DateTimeOffset?)null;
            keys.Add((new ApiKey(reader.GetString(0), reader.GetString(1), reader.GetString(2), role, Clock.Time(reader.GetInt64(4)), revoked), (byte[])reader.GetValue(6)));
        }

        return keys;
    }

    private static NewKey Insert(DbConnection connection, DbTransaction? transaction, ApiKey key)
    {
        var secret = KeyText.NewSecret();
        connection.Execute(
            transaction,
            "INSERT INTO api_keys (id, name, tenant, role, secret_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
            key.Id, key.Name, key.Tenant, Roles.NameOf(key.Role), KeyText.HashOf(secret), Clock.Micros(key.CreatedAt));
        return new NewKey(key, KeyText.Of(key.Id, secret));
    }

    private ApiKey Revoke(DbConnection connection, DbTransaction? transaction, string idOrName)
    {
        var working = Load(connection, transaction).Select(stored => stored.Key).Where(key => key.RevokedAt is null).ToList();
        var found = working.Where(key => key.Id == idOrName).ToList();
        if (found.Count == 0) found = [.. working.Where(key => key.Name == idOrName)];
        if (found.Count != 1) throw Unknown(idOrName, found.Count);
        connection.Execute(transaction, "UPDATE api_keys SET revoked_at = $1 WHERE id = $2", Clock.Micros(time.GetUtcNow()), found[0].Id);
        return found[0] with { RevokedAt = time.GetUtcNow() };
    }

    private static ServerException Bad(string message) => new(ServerDiagnostics.BadKey, message, "dotnet telemetry keys create NAME --tenant TENANT --role writer", isUsage: true);

    private static ServerException Unknown(string idOrName, int count) => new(
        ServerDiagnostics.UnknownKey,
        count == 0 ? $"No key that works has the id or name '{idOrName}'." : $"{count} keys are called '{idOrName}'; give the id.",
        "dotnet telemetry keys list");
}
