using System.Text;

namespace Telemetry.Tools.Schema;

/// <summary>Writes the table of a stream, to load its lines into a database.</summary>
public static class SqlDdl
{
    /// <summary>One <c>CREATE TABLE</c> with comments, and an index on the time.</summary>
    public static string Create(SchemaDocument document, SqlDialect dialect)
    {
        var table = Quote(SqlColumns.Identifier(document.Stream));
        var columns = SqlColumns.Of(document);
        var text = new StringBuilder();
        text.Append("-- ").Append(document.Stream).Append(' ').Append(document.Version).Append('\n');
        if (document.Description is not null) text.Append("-- ").Append(OneLine(document.Description)).Append('\n');
        text.Append("CREATE TABLE ").Append(table).Append(" (\n");
        for (var i = 0; i < columns.Count; i++) AppendColumn(text, columns[i], dialect, isLast: i == columns.Count - 1);
        text.Append(");\n");
        AppendIndex(text, document, columns, table);
        if (dialect == SqlDialect.PostgreSql) AppendComments(text, document, columns, table);
        return text.ToString();
    }

    private static void AppendColumn(StringBuilder text, SqlColumn column, SqlDialect dialect, bool isLast)
    {
        text.Append("    ").Append(Quote(column.Name)).Append(' ').Append(SqlTypes.Of(column.Kind, dialect));
        if (column.IsRequired) text.Append(" NOT NULL");
        if (dialect == SqlDialect.Sqlite && column.Kind == FieldKind.Bool) text.Append($" CHECK ({Quote(column.Name)} IN (0, 1))");
        if (column.Values.Count > 0) text.Append($" CHECK ({Quote(column.Name)} IN ({string.Join(", ", column.Values.Select(Literal))}))");
        if (!isLast) text.Append(',');
        if (dialect == SqlDialect.Sqlite && column.Comment is not null) text.Append(" -- ").Append(OneLine(column.Comment));
        text.Append('\n');
    }

    private static void AppendIndex(StringBuilder text, SchemaDocument document, List<SqlColumn> columns, string table)
    {
        if (columns.Find(column => column.Role == FieldRole.Time) is not { } time) return;
        var name = SqlColumns.Identifier($"{document.Stream}_{time.Name}");
        text.Append($"CREATE INDEX {Quote(name)} ON {table} ({Quote(time.Name)});\n");
    }

    private static void AppendComments(StringBuilder text, SchemaDocument document, List<SqlColumn> columns, string table)
    {
        if (document.Description is not null) text.Append($"COMMENT ON TABLE {table} IS {Literal(document.Description)};\n");
        foreach (var column in columns)
        {
            if (column.Comment is not null) text.Append($"COMMENT ON COLUMN {table}.{Quote(column.Name)} IS {Literal(column.Comment)};\n");
        }
    }

    private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"") + "\"";

    private static string Literal(string value) => "'" + value.Replace("'", "''") + "'";

    private static string OneLine(string text) => text.Replace('\n', ' ').Replace('\r', ' ');
}
