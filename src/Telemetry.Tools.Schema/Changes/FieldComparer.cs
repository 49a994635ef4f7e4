namespace Telemetry.Tools.Schema;

/// <summary>Compares two lists of fields: what came, went, was renamed or moved, and each pair.</summary>
internal sealed class FieldComparer
{
    private readonly ChangeList _changes;
    private readonly TypeComparer _types;

    public FieldComparer(ChangeList changes)
    {
        _changes = changes;
        _types = new TypeComparer(changes, this);
    }

    /// <param name="prefix">What stands in front of a field's name in its path.</param>
    /// <param name="old">The old fields.</param>
    /// <param name="new">The new fields.</param>
    public void Compare(string prefix, EquatableArray<FieldDefinition> old, EquatableArray<FieldDefinition> @new)
    {
        var removed = old.Where(field => !@new.Any(other => other.Name == field.Name)).ToList();
        var added = @new.Where(field => !old.Any(other => other.Name == field.Name)).ToList();
        foreach (var field in old)
        {
            var same = @new.FirstOrDefault(other => other.Name == field.Name);
            if (same is not null) ComparePair(prefix + field.Name, field, same);
            else if (Successor(field, removed, added) is { } successor) Renamed(prefix, field, successor, added);
            else Removed(prefix, field);
        }

        foreach (var field in added) Added(prefix, field, isLast: IsBehind(field, old, @new));
        CompareOrder(prefix, old, @new);
    }

    /// <summary>The new field that the old one most likely became: alike in all but the name, and the only such pair.</summary>
    private static FieldDefinition? Successor(FieldDefinition field, List<FieldDefinition> removed, List<FieldDefinition> added)
    {
        var candidates = added.Where(other => IsAlike(field, other)).ToList();
        var rivals = removed.Count(other => IsAlike(other, field));
        return candidates.Count == 1 && rivals == 1 ? candidates[0] : null;
    }

    private static bool IsAlike(FieldDefinition left, FieldDefinition right) =>
        left.Type.Kind == right.Type.Kind && left.Unit == right.Unit && left.Role == right.Role && left.Privacy == right.Privacy
        && left.Nullable == right.Nullable && left.Type.Values == right.Type.Values;

    private void Renamed(string prefix, FieldDefinition field, FieldDefinition successor, List<FieldDefinition> added)
    {
        added.Remove(successor);
        var breaks = field.IsWritten ? SchemaBreaks.CsvColumns | SchemaBreaks.SqlColumns | SchemaBreaks.ReadsOldData | SchemaBreaks.OldReader : SchemaBreaks.None;
        var bump = field.IsWritten && !field.Nullable ? SchemaBump.Model : SchemaBump.Revision;
        var message = $"'{field.Name}' is gone and '{successor.Name}' is like it: if it was renamed, old data {(field.Nullable ? "reads as null" : "cannot be read")}";
        _changes.Add(SchemaChangeKind.FieldRenamed, prefix + field.Name, bump, breaks | SchemaBreaks.CSharpSource, message);
    }

    private void Removed(string prefix, FieldDefinition field)
    {
        var breaks = field.Privacy == PrivacyClass.Drop ? SchemaBreaks.None : SchemaBreaks.CSharpSource;
        if (field.IsWritten) breaks |= SchemaBreaks.CsvColumns | SchemaBreaks.SqlColumns;
        if (field.IsWritten && !field.Nullable) breaks |= SchemaBreaks.OldReader;
        var bump = breaks == SchemaBreaks.None ? SchemaBump.Addition : SchemaBump.Revision;
        var message = field.IsWritten && !field.Nullable ? $"'{field.Name}' is gone, and old readers need it" : $"'{field.Name}' is gone";
        _changes.Add(SchemaChangeKind.FieldRemoved, prefix + field.Name, bump, breaks, message);
    }

    private void Added(string prefix, FieldDefinition field, bool isLast)
    {
        var breaks = isLast || !field.IsWritten ? SchemaBreaks.None : SchemaBreaks.CsvColumns;
        var isRequired = !field.Nullable && field.Privacy != PrivacyClass.Drop;
        if (isRequired) breaks |= SchemaBreaks.CSharpSource;
        if (isRequired && field.IsWritten) breaks |= SchemaBreaks.ReadsOldData | SchemaBreaks.SqlColumns;
        var bump = isRequired && field.IsWritten ? SchemaBump.Model
            : isRequired || (_changes.IsCsv && (breaks & SchemaBreaks.CsvColumns) != 0) ? SchemaBump.Revision
            : SchemaBump.Addition;
        var message = isRequired && field.IsWritten ? $"'{field.Name}' is new and not nullable: old lines lack it and are rejected" : $"'{field.Name}' is new";
        _changes.Add(SchemaChangeKind.FieldAdded, prefix + field.Name, bump, breaks, message);
    }

    /// <summary>Whether only new fields stand behind it, so that no old column moves.</summary>
    private static bool IsBehind(FieldDefinition field, EquatableArray<FieldDefinition> old, EquatableArray<FieldDefinition> @new) =>
        !@new.SkipWhile(other => other.Name != field.Name).Any(other => old.Any(was => was.Name == other.Name));

    private void CompareOrder(string prefix, EquatableArray<FieldDefinition> old, EquatableArray<FieldDefinition> @new)
    {
        var before = old.Where(field => field.IsWritten && @new.Any(other => other.Name == field.Name)).Select(field => field.Name);
        var after = @new.Where(field => old.Any(other => other.Name == field.Name && other.IsWritten)).Select(field => field.Name);
        if (before.SequenceEqual(after)) return;
        var path = prefix.TrimEnd('.');
        _changes.Add(
            SchemaChangeKind.OrderChanged,
            path.Length == 0 ? "fields" : path,
            _changes.IsCsv ? SchemaBump.Revision : SchemaBump.Addition,
            SchemaBreaks.CsvColumns,
            "the fields are written in another order");
    }

    private void ComparePair(string path, FieldDefinition old, FieldDefinition @new)
    {
        _types.Compare(path, old, @new);
        CompareNullability(path, old, @new);
        CompareUnit(path, old, @new);
        PrivacyComparer.Compare(path, old, @new, _changes);
        if (old.Role != @new.Role) _changes.Note(SchemaChangeKind.RoleChanged, path, $"the role {RoleName(old)} became {RoleName(@new)}: reports over old data change");
        if (old.PropertyName != @new.PropertyName && old.Privacy != PrivacyClass.Drop && @new.Privacy != PrivacyClass.Drop)
        {
            _changes.Add(SchemaChangeKind.CSharpNameChanged, path, SchemaBump.Revision, SchemaBreaks.CSharpSource, $"the property '{old.PropertyName}' became '{@new.PropertyName}'");
        }

        var isSameText = old.Description == @new.Description && old.Owner == @new.Owner && old.Deprecated == @new.Deprecated && old.Since == @new.Since
            && old.Expires == @new.Expires && old.Otel == @new.Otel;
        if (!isSameText) _changes.Note(SchemaChangeKind.DocumentationChanged, path, $"what is said of '{@new.Name}' changed");
    }

    private void CompareNullability(string path, FieldDefinition old, FieldDefinition @new)
    {
        if (old.Nullable == @new.Nullable)
        {
            if (old.Optional != @new.Optional) _changes.Note(SchemaChangeKind.NullabilityChanged, path, @new.Optional ? "null is left out now" : "null is written now");
            return;
        }

        var written = @new.IsWritten && old.IsWritten;
        var (breaks, message) = @new.Nullable
            ? (SchemaBreaks.OldReader, "it may be null now, which old readers reject")
            : (SchemaBreaks.ReadsOldData, "it cannot be null any more: old lines with null are rejected");
        _changes.Add(
            SchemaChangeKind.NullabilityChanged, path, SchemaBump.Revision, (written ? breaks | SchemaBreaks.SqlColumns : SchemaBreaks.None) | SchemaBreaks.CSharpSource, message);
    }

    private void CompareUnit(string path, FieldDefinition old, FieldDefinition @new)
    {
        if (old.Unit == @new.Unit) return;
        if (old.Unit is null || @new.Unit is null) _changes.Note(SchemaChangeKind.UnitChanged, path, old.Unit is null ? $"the unit {@new.Unit} is stated now" : $"the unit {old.Unit} is not stated any more");
        else _changes.Add(SchemaChangeKind.UnitChanged, path, SchemaBump.Model, SchemaBreaks.ReadsOldData | SchemaBreaks.OldReader, $"the unit {old.Unit} became {@new.Unit}: the same number means something else");
    }

    private static string RoleName(FieldDefinition field) => field.Role == FieldRole.None ? "(none)" : SchemaVocabulary.Roles.TextOf(field.Role);
}
