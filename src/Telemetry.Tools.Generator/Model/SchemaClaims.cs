using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>Finds files that take the same stream or type. The first file by path keeps it.</summary>
internal static class SchemaClaims
{
    public static SchemaClaim Of(SchemaModel schema)
    {
        var space = schema.Document.Namespace;
        return new SchemaClaim(schema.Path, schema.Document.Stream, new([.. SchemaTypes.NamesOf(schema.Document).Select(name => space + "." + name)]));
    }

    public static EquatableArray<SchemaConflict> Conflicts(IEnumerable<SchemaClaim> claims)
    {
        var streams = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        var conflicts = new List<SchemaConflict>();
        foreach (var claim in claims.OrderBy(claim => claim.Path, StringComparer.Ordinal))
        {
            if (Conflict(claim, streams, types) is { } conflict)
            {
                conflicts.Add(conflict);
                continue;
            }

            streams.Add(claim.Stream, claim.Path);
            foreach (var type in claim.Types) types[type] = claim.Path;
        }

        return new([.. conflicts]);
    }

    private static SchemaConflict? Conflict(SchemaClaim claim, Dictionary<string, string> streams, Dictionary<string, string> types)
    {
        if (streams.TryGetValue(claim.Stream, out var other))
        {
            return new SchemaConflict(claim.Path, SchemaDiagnostics.DuplicateStreamId, GeneratorDiagnostics.DuplicateStreamMessage(claim.Stream, NameOf(other)));
        }

        var type = claim.Types.FirstOrDefault(types.ContainsKey);
        return type is null ? null : new SchemaConflict(claim.Path, GeneratorDiagnostics.DuplicateType, GeneratorDiagnostics.DuplicateTypeMessage(type, NameOf(types[type])));
    }

    private static string NameOf(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
