using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>Schemas of tenants in the database.</summary>
internal sealed class SchemaStore(Database database, TimeProvider time)
{
    /// <summary>Schemas that a tenant may have.</summary>
    public const int MaxSchemas = 200;

    private const string Columns = "stream, version, text, sha256, created_at, updated_at";

    /// <summary>A tenant's schemas, by name.</summary>
    public IReadOnlyList<UploadedSchema> List(string tenant)
    {
        using var connection = database.OpenRead();
        return Read(connection, null, $"SELECT {Columns} FROM stream_schemas WHERE tenant = $1 ORDER BY stream COLLATE {database.Dialect.Bytewise}", tenant);
    }

    /// <summary>What a tenant's schemas are known by: any change of theirs changes it.</summary>
    public string StampOf(string tenant)
    {
        using var connection = database.OpenRead();
        using var command = connection.Command(null, $"SELECT stream, sha256 FROM stream_schemas WHERE tenant = $1 ORDER BY stream COLLATE {database.Dialect.Bytewise}", tenant);
        using var reader = command.ExecuteReader();
        var stamp = new System.Text.StringBuilder();
        while (reader.Read()) stamp.Append(reader.GetString(0)).Append(' ').Append(reader.GetString(1)).Append('\n');
        return stamp.ToString();
    }

    /// <summary>Takes a schema in.</summary>
    /// <returns>Whether the stream is new.</returns>
    /// <exception cref="QueryException">409: it does not fit the stored one, or there are too many.</exception>
    public bool Put(string tenant, SchemaUpload upload)
    {
        using var connection = database.OpenWrite();
        using var transaction = database.BeginMigration(connection);
        var stored = Read(connection, transaction, $"SELECT {Columns} FROM stream_schemas WHERE tenant = $1 AND stream = $2", tenant, upload.Document.Stream).FirstOrDefault();
        if (stored is null) Insert(connection, transaction, tenant, upload);
        else if (stored.Sha256 != upload.Sha256 && SchemaSuccession.Replaces(SchemaRegistry.Parse(stored), upload.Document)) Update(connection, transaction, tenant, upload);
        transaction.Commit();
        return stored is null;
    }

    private void Insert(DbConnection connection, DbTransaction transaction, string tenant, SchemaUpload upload)
    {
        if (connection.Scalar(transaction, "SELECT count(*) FROM stream_schemas WHERE tenant = $1", tenant) >= MaxSchemas)
            throw new QueryException($"A tenant has at most {MaxSchemas} schemas.", ServerDiagnostics.TooManySchemas, 409);
        var now = Clock.Micros(time.GetUtcNow());
        connection.Execute(
            transaction,
            "INSERT INTO stream_schemas (tenant, stream, version, text, sha256, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            tenant, upload.Document.Stream, upload.Document.Version.ToString(), upload.Text, upload.Sha256, now, now);
    }

    private void Update(DbConnection connection, DbTransaction transaction, string tenant, SchemaUpload upload) => connection.Execute(
        transaction,
        "UPDATE stream_schemas SET version = $1, text = $2, sha256 = $3, updated_at = $4 WHERE tenant = $5 AND stream = $6",
        upload.Document.Version.ToString(), upload.Text, upload.Sha256, Clock.Micros(time.GetUtcNow()), tenant, upload.Document.Stream);

    private static List<UploadedSchema> Read(DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(transaction, sql, values);
        using var reader = command.ExecuteReader();
        var schemas = new List<UploadedSchema>();
        while (reader.Read()) schemas.Add(new UploadedSchema(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), reader.GetInt64(5)));
        return schemas;
    }
}
