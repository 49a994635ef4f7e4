namespace Telemetry.Tools.Schema;

/// <summary>Compares types, with their values, elements and inner fields.</summary>
internal sealed class TypeComparer(ChangeList changes, FieldComparer fields)
{
    public void Compare(string path, FieldDefinition old, FieldDefinition @new)
    {
        if (old.Privacy == PrivacyClass.Drop && @new.Privacy == PrivacyClass.Drop) return;
        Compare(path, old.Type, @new.Type, old.IsWritten && @new.IsWritten);
    }

    private void Compare(string path, FieldType old, FieldType @new, bool isWritten)
    {
        if (old.Kind != @new.Kind)
        {
            KindChanged(path, old, @new, isWritten);
            return;
        }

        if (old.TypeName != @new.TypeName)
        {
            changes.Add(SchemaChangeKind.CSharpNameChanged, path, SchemaBump.Revision, SchemaBreaks.CSharpSource, $"the C# type '{old.TypeName}' became '{@new.TypeName}'");
        }

        if (old.Kind == FieldKind.Enum) CompareEnums(path, old, @new);
        if (old.Kind == FieldKind.Object) fields.Compare(path + ".", old.Fields, @new.Fields);
        if (old.Element is not null && @new.Element is not null) Compare(path + "[]", old.Element, @new.Element, isWritten);
    }

    private void KindChanged(string path, FieldType old, FieldType @new, bool isWritten)
    {
        var (was, becomes) = (SchemaVocabulary.Types.TextOf(old.Kind), SchemaVocabulary.Types.TextOf(@new.Kind));
        var reading = Conversions.Between(old, @new);
        var breaks = SchemaBreaks.CSharpSource;
        if (isWritten && reading != Conversion.Always) breaks |= SchemaBreaks.ReadsOldData;
        if (isWritten && Conversions.Between(@new, old) != Conversion.Always) breaks |= SchemaBreaks.OldReader;
        if (isWritten && SqlTypes.Of(old.Kind, SqlDialect.PostgreSql) != SqlTypes.Of(@new.Kind, SqlDialect.PostgreSql)) breaks |= SchemaBreaks.SqlColumns;
        var message = reading switch
        {
            Conversion.Always => "old lines are still read",
            Conversion.Sometimes => "some old values cannot be read",
            _ => "old values cannot be read",
        };
        var bump = isWritten && reading == Conversion.Never ? SchemaBump.Model : SchemaBump.Revision;
        changes.Add(SchemaChangeKind.TypeChanged, path, bump, breaks, $"the type {was} became {becomes}: {message}");
    }

    private void CompareEnums(string path, FieldType old, FieldType @new)
    {
        foreach (var value in old.Values)
        {
            var same = @new.Values.FirstOrDefault(other => other.Value == value.Value);
            if (same is null) ValueRemoved(path, value, @new.IsClosed);
            else if (same.MemberName != value.MemberName)
            {
                changes.Add(SchemaChangeKind.CSharpNameChanged, path, SchemaBump.Revision, SchemaBreaks.CSharpSource, $"the member '{value.MemberName}' became '{same.MemberName}'");
            }
            else if (same.Description != value.Description) changes.Note(SchemaChangeKind.DocumentationChanged, path, $"what is said of the value '{value.Value}' changed");
        }

        foreach (var value in @new.Values.Where(value => !old.Values.Any(other => other.Value == value.Value))) ValueAdded(path, value, old.IsClosed);
        if (old.IsClosed != @new.IsClosed) ClosednessChanged(path, @new.IsClosed);
    }

    private void ValueRemoved(string path, EnumMember value, bool isClosed)
    {
        var breaks = SchemaBreaks.CSharpSource | (isClosed ? SchemaBreaks.ReadsOldData | SchemaBreaks.SqlColumns : SchemaBreaks.None);
        var message = isClosed ? $"the value '{value.Value}' is gone: old lines with it are rejected" : $"the value '{value.Value}' is gone; old lines with it are read as an unknown value";
        changes.Add(SchemaChangeKind.EnumValueRemoved, path, SchemaBump.Revision, breaks, message);
    }

    private void ValueAdded(string path, EnumMember value, bool wasClosed)
    {
        var message = wasClosed ? $"the value '{value.Value}' is new, and old readers reject it" : $"the value '{value.Value}' is new; old readers keep it as an unknown value";
        if (wasClosed) changes.Add(SchemaChangeKind.EnumValueAdded, path, SchemaBump.Revision, SchemaBreaks.OldReader | SchemaBreaks.SqlColumns, message);
        else changes.Note(SchemaChangeKind.EnumValueAdded, path, message);
    }

    private void ClosednessChanged(string path, bool isClosed)
    {
        var (breaks, message) = isClosed
            ? (SchemaBreaks.ReadsOldData, "the enum is closed now: old lines with unknown values are rejected")
            : (SchemaBreaks.OldReader, "the enum is open now: old readers reject unknown values");
        changes.Add(SchemaChangeKind.EnumClosednessChanged, path, SchemaBump.Revision, breaks | SchemaBreaks.CSharpSource | SchemaBreaks.SqlColumns, message);
    }
}
