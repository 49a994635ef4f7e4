namespace Telemetry.Tools.Server;

/// <summary>What a key may do.</summary>
public enum ServerRole
{
    /// <summary>Send events, and nothing else.</summary>
    Writer,

    /// <summary>Read.</summary>
    Viewer,

    /// <summary>Read, acknowledge alerts, make exports and alert rules.</summary>
    Editor,

    /// <summary>All of it, keys, schemas and retention too.</summary>
    Admin,
}

/// <summary>What an endpoint asks of a key.</summary>
internal enum Permission
{
    Ingest,
    Read,
    Edit,
    Administer,
}

/// <summary>Which role may what.</summary>
internal static class Roles
{
    /// <summary>The roles by name.</summary>
    public static readonly string[] Names = ["writer", "viewer", "editor", "admin"];

    public static string NameOf(ServerRole role) => Names[(int)role];

    public static bool TryParse(string name, out ServerRole role)
    {
        role = (ServerRole)Array.IndexOf(Names, name);
        return role >= 0;
    }

    public static bool May(this ServerRole role, Permission permission) => permission switch
    {
        Permission.Ingest => role is ServerRole.Writer or ServerRole.Admin,
        Permission.Read => role is ServerRole.Viewer or ServerRole.Editor or ServerRole.Admin,
        Permission.Edit => role is ServerRole.Editor or ServerRole.Admin,
        _ => role is ServerRole.Admin,
    };
}
