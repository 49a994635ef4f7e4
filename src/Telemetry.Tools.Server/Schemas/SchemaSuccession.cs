using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server;

/// <summary>Whether a schema may take the place of the stored one: what is stored must stay readable, and the version must say what changed.</summary>
internal static class SchemaSuccession
{
    /// <summary>What becomes of the stored schema.</summary>
    /// <returns><see langword="true"/> where the new one takes its place; <see langword="false"/> where it stays, since the sender has an older one that it is a successor of.</returns>
    /// <exception cref="QueryException">409: the two do not fit together.</exception>
    public static bool Replaces(SchemaDocument stored, SchemaDocument sent)
    {
        if (sent.Version < stored.Version)
        {
            Require(SchemaDiff.Compare(sent, stored), $"The server has version {stored.Version}, which is no successor of {sent.Version}");
            return false;
        }

        Require(SchemaDiff.Compare(stored, sent), $"Version {sent.Version} cannot follow the server's {stored.Version}");
        return true;
    }

    private static void Require(SchemaDiffResult diff, string what)
    {
        if (diff.Changes.FirstOrDefault(change => (change.Breaks & SchemaBreaks.ReadsOldData) != 0) is { } breaking)
            throw Conflict($"{what}: {breaking.Path}: {breaking.Message}. Give the stream another name, or keep what is stored readable.");
        if (!diff.IsVersionSufficient) throw Conflict($"{what}: its changes ask for version {diff.RequiredVersion} or higher.");
    }

    private static QueryException Conflict(string message) => new(message, ServerDiagnostics.SchemaConflict, 409);
}
