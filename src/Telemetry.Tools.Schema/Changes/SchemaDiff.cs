namespace Telemetry.Tools.Schema;

/// <summary>Compares two versions of a schema field by field.</summary>
public static class SchemaDiff
{
    /// <summary>Everything that differs, who breaks by it, and which version it asks for.</summary>
    public static SchemaDiffResult Compare(SchemaDocument old, SchemaDocument @new)
    {
        var changes = new ChangeList(@new.Storage.Format == StorageFormat.Csv);
        new DocumentComparer(old, @new, changes).Compare();
        return new SchemaDiffResult(old.Version, @new.Version, changes.ToArray());
    }
}
