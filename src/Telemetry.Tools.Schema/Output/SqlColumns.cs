using System.Globalization;

namespace Telemetry.Tools.Schema;

/// <summary>Lays a stream out as one table: the discriminator, the common fields, then every event's own. Objects become columns with
/// their names joined by underscores; lists, maps and json stay one column. Events share a column where name and type agree.</summary>
internal static class SqlColumns
{
    /// <summary>PostgreSQL cuts longer names off without a word.</summary>
    private const int MaxName = 63;

    public static List<SqlColumn> Of(SchemaDocument document)
    {
        var columns = new List<SqlColumn>();
        if (document.Discriminator is { } discriminator)
        {
            columns.Add(new SqlColumn(Identifier(discriminator), FieldKind.String, true, default, FieldRole.Dimension, "Which event it is."));
        }

        AddAll(columns, document.Fields, "", "", isRequired: true);
        var isOnly = document.Events.Count == 1;
        foreach (var item in document.Events) AddAll(columns, item.Fields, "", item.Name, isOnly);
        return columns;
    }

    /// <summary>A name that databases take as it is, with a digest of the rest where it is too long.</summary>
    public static string Identifier(string name)
    {
        if (name.Length <= MaxName) return name;
        var hash = 2166136261u;
        foreach (var c in name) hash = unchecked((hash ^ c) * 16777619u);
        return name.Substring(0, MaxName - 9) + "_" + hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    private static void AddAll(List<SqlColumn> columns, EquatableArray<FieldDefinition> fields, string prefix, string owner, bool isRequired)
    {
        foreach (var field in fields)
        {
            if (!field.IsWritten) continue;
            var required = isRequired && !field.Nullable;
            if (field.Type.Kind == FieldKind.Object) AddAll(columns, field.Type.Fields, prefix + field.Name + "_", owner, required);
            else Add(columns, Column(field, prefix + field.Name, required), owner);
        }
    }

    private static SqlColumn Column(FieldDefinition field, string name, bool isRequired)
    {
        var isHashed = field.Privacy == PrivacyClass.Hash;
        string[] values = field.Type is { Kind: FieldKind.Enum, IsClosed: true } ? [.. field.Type.Values.Select(value => value.Value)] : [];
        var unit = field.Unit is null ? null : $"[{field.Unit}]";
        var comment = string.Join(" ", new[] { field.Description, unit }.Where(part => part is not null));
        return new SqlColumn(
            Identifier(name),
            isHashed ? FieldKind.Sha256 : field.Type.Kind,
            isRequired && !(isHashed && field.Hash == HashAlgorithmKind.Hmac),
            new EquatableArray<string>(values),
            field.Role,
            comment.Length == 0 ? null : comment);
    }

    /// <summary>Adds a column, or shares one that is there; another type under the same name gets the event's name in front.</summary>
    private static void Add(List<SqlColumn> columns, SqlColumn column, string owner)
    {
        var name = column.Name;
        for (var attempt = 0; ; attempt++)
        {
            var index = columns.FindIndex(other => string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                columns.Add(column with { Name = name });
                return;
            }

            if (columns[index].Kind == column.Kind && columns[index].Name == name && attempt == 0)
            {
                columns[index] = Shared(columns[index], column);
                return;
            }

            name = Identifier(attempt == 0 && owner.Length > 0 ? $"{owner}_{column.Name}" : FormattableString.Invariant($"{column.Name}_{attempt + 1}"));
        }
    }

    private static string? Together(string? first, string? second) =>
        first is null || second is null || first.Contains(second) ? first ?? second : $"{first} / {second}";

    private static SqlColumn Shared(SqlColumn first, SqlColumn second)
    {
        // Two closed enums may have different values: then none is checked.
        var values = first.Values == second.Values ? first.Values : default;
        return first with { IsRequired = first.IsRequired && second.IsRequired, Values = values, Comment = Together(first.Comment, second.Comment) };
    }
}
