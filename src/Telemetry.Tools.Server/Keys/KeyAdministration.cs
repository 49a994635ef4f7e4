namespace Telemetry.Tools.Server;

/// <summary>Makes, lists and revokes keys, beside a running server or without one.</summary>
/// <param name="settings">The server's settings.</param>
public sealed class KeyAdministration(ServerSettings settings)
{
    /// <summary>Makes a key.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="tenant">Its tenant; <c>*</c> for an operator's key.</param>
    /// <param name="role">What it may do.</param>
    /// <exception cref="ServerException">TEL4008: the name or the tenant cannot be used.</exception>
    public NewKey Create(string name, string tenant, ServerRole role) => With(keys => keys.Create(name, tenant, role));

    /// <summary>All keys, newest first.</summary>
    public IReadOnlyList<ApiKey> List() => With(keys => keys.List());

    /// <summary>Revokes a key.</summary>
    /// <param name="idOrName">Its id, or its name where only one that works is called so.</param>
    /// <exception cref="ServerException">TEL4007: there is no such key.</exception>
    public ApiKey Revoke(string idOrName) => With(keys => keys.Revoke(idOrName));

    /// <summary>Revokes a key and makes one like it.</summary>
    /// <param name="idOrName">Its id, or its name where only one that works is called so.</param>
    /// <exception cref="ServerException">TEL4007: there is no such key.</exception>
    public NewKey Rotate(string idOrName) => With(keys => keys.Rotate(idOrName));

    private T With<T>(Func<KeyStore, T> action)
    {
        using var database = ServerParts.OpenDatabase(settings);
        database.Migrate();
        return action(new KeyStore(database, TimeProvider.System));
    }
}
