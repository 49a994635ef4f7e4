using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Cli;

/// <summary>Types of fields as the static parts know them: by their names in schema files.</summary>
internal static class ClientKinds
{
    public static string NameOf(FieldKind kind) => kind.ToString().ToLowerInvariant();
}
