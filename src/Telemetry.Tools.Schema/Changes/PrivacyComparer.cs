namespace Telemetry.Tools.Schema;

/// <summary>Says what a change of privacy does to lines, columns and source.</summary>
internal static class PrivacyComparer
{
    public static void Compare(string path, FieldDefinition old, FieldDefinition @new, ChangeList changes)
    {
        if (old.Privacy == @new.Privacy)
        {
            if (old.Hash != @new.Hash) changes.Add(SchemaChangeKind.PrivacyChanged, path, SchemaBump.Revision, SchemaBreaks.ReadsOldData, "the way of hashing changed: old and new digests cannot be compared");
            return;
        }

        var (bump, breaks, message) = (old.IsWritten, @new.IsWritten) switch
        {
            (true, true) => Written(old),
            (true, false) => NoLongerWritten(@new),
            (false, true) => NowWritten(@new),
            _ => (SchemaBump.Addition, SchemaBreaks.None, "it is not written, as before"),
        };
        var touchesSource = old.Privacy is PrivacyClass.Drop or PrivacyClass.Hash || @new.Privacy is PrivacyClass.Drop or PrivacyClass.Hash;
        if (touchesSource) (bump, breaks) = (bump < SchemaBump.Revision ? SchemaBump.Revision : bump, breaks | SchemaBreaks.CSharpSource);
        var words = SchemaVocabulary.PrivacyClasses;
        changes.Add(SchemaChangeKind.PrivacyChanged, path, bump, breaks, $"privacy '{words.TextOf(old.Privacy)}' became '{words.TextOf(@new.Privacy)}': {message}");
    }

    private static (SchemaBump Bump, SchemaBreaks Breaks, string Message) Written(FieldDefinition old) =>
        old.Privacy == PrivacyClass.Hash
            ? (SchemaBump.Revision, SchemaBreaks.ReadsOldData | SchemaBreaks.OldReader, "old lines hold digests, new ones the value itself")
            : (SchemaBump.Model, SchemaBreaks.ReadsOldData, "old lines hold the value itself, which is no digest");

    private static (SchemaBump Bump, SchemaBreaks Breaks, string Message) NoLongerWritten(FieldDefinition @new)
    {
        var breaks = SchemaBreaks.CsvColumns | SchemaBreaks.SqlColumns | (@new.Nullable ? SchemaBreaks.None : SchemaBreaks.OldReader);
        return (SchemaBump.Revision, breaks, "it is not written any more; what old files hold stays");
    }

    private static (SchemaBump Bump, SchemaBreaks Breaks, string Message) NowWritten(FieldDefinition @new) =>
        @new.Nullable
            ? (SchemaBump.Addition, SchemaBreaks.CsvColumns, "it is written now")
            : (SchemaBump.Model, SchemaBreaks.ReadsOldData | SchemaBreaks.CsvColumns | SchemaBreaks.SqlColumns, "it is written now, and old lines lack it");
}
