namespace Telemetry.Tools.Schema;

/// <summary>Compares what belongs to the whole schema, then its fields, events and reports.</summary>
internal sealed class DocumentComparer(SchemaDocument old, SchemaDocument @new, ChangeList changes)
{
    private const SchemaBreaks Everybody =
        SchemaBreaks.ReadsOldData | SchemaBreaks.OldReader | SchemaBreaks.CSharpSource | SchemaBreaks.CsvColumns | SchemaBreaks.SqlColumns;

    private const SchemaBreaks Lines = SchemaBreaks.ReadsOldData | SchemaBreaks.OldReader;

    public void Compare()
    {
        CompareNames();
        CompareStorage();
        CompareEnvelope();
        if (old.Description != @new.Description || old.Owner != @new.Owner)
        {
            changes.Note(SchemaChangeKind.DocumentationChanged, @new.Stream, "the stream's description or owner changed");
        }

        var fields = new FieldComparer(changes);
        fields.Compare("", old.Fields, @new.Fields);
        CompareEvents(fields);
        CompareReports();
    }

    private void CompareNames()
    {
        if (old.Stream != @new.Stream)
        {
            changes.Add(SchemaChangeKind.StreamRenamed, "schema", SchemaBump.Model, Everybody, $"the stream '{old.Stream}' became '{@new.Stream}': old data stays under the old name");
        }

        if (old.Namespace != @new.Namespace)
        {
            changes.Add(SchemaChangeKind.NamespaceChanged, "namespace", SchemaBump.Revision, SchemaBreaks.CSharpSource, $"the namespace '{old.Namespace}' became '{@new.Namespace}'");
        }
    }

    private void CompareStorage()
    {
        var (was, becomes) = (old.Storage, @new.Storage);
        if (was.Format != becomes.Format)
        {
            var message = $"the format {SchemaVocabulary.Formats.TextOf(was.Format)} became {SchemaVocabulary.Formats.TextOf(becomes.Format)}: old files are not read any more";
            changes.Add(SchemaChangeKind.StorageChanged, "storage.format", SchemaBump.Model, Lines | SchemaBreaks.CsvColumns, message);
        }

        if (was.File != becomes.File)
        {
            changes.Add(SchemaChangeKind.StorageChanged, "storage.file", SchemaBump.Revision, Lines, $"the file '{was.File}' became '{becomes.File}': what looks for the old name misses new events");
        }

        if (was.RotateAt != becomes.RotateAt) changes.Note(SchemaChangeKind.StorageChanged, "storage.rotateAt", "files are closed at another size");
        if (was.Retain == becomes.Retain) return;
        var isShorter = becomes.Retain is not null && (was.Retain is null || becomes.Retain < was.Retain);
        changes.Note(SchemaChangeKind.StorageChanged, "storage.retain", isShorter ? "closed files are removed earlier: older ones go at the next rotation" : "closed files are kept longer");
    }

    private void CompareEnvelope()
    {
        if (old.Discriminator != @new.Discriminator)
        {
            var message = old.Discriminator is null ? $"lines now name their event in '{@new.Discriminator}', which old ones lack"
                : @new.Discriminator is null ? $"lines no longer name their event in '{old.Discriminator}'"
                : $"the discriminator '{old.Discriminator}' became '{@new.Discriminator}'";
            changes.Add(SchemaChangeKind.DiscriminatorChanged, "discriminator", SchemaBump.Model, Lines | SchemaBreaks.CSharpSource | SchemaBreaks.SqlColumns, message);
        }

        if (old.Payload != @new.Payload)
        {
            changes.Add(SchemaChangeKind.PayloadChanged, "payload", SchemaBump.Model, Lines, "an event's own fields stand at another place in the line");
        }
    }

    private void CompareEvents(FieldComparer fields)
    {
        // Without a discriminator the event's name is not in the data: a renamed single event is the same one.
        var isSingle = old.Discriminator is null && @new.Discriminator is null && old.Events.Count == 1 && @new.Events.Count == 1;
        foreach (var was in old.Events)
        {
            var becomes = isSingle ? @new.Events[0] : @new.Events.FirstOrDefault(item => item.Name == was.Name);
            if (becomes is not null) CompareEvent(was, becomes, fields);
            else Removed(was);
        }

        foreach (var item in @new.Events.Where(item => !isSingle && !old.Events.Any(was => was.Name == item.Name)))
        {
            changes.Note(SchemaChangeKind.EventAdded, item.Name, $"the event '{item.Name}' is new; old readers pass over it");
        }
    }

    private void Removed(EventDefinition was) =>
        changes.Add(
            SchemaChangeKind.EventRemoved,
            was.Name,
            SchemaBump.Revision,
            SchemaBreaks.ReadsOldData | SchemaBreaks.CSharpSource | SchemaBreaks.SqlColumns,
            $"the event '{was.Name}' is gone: old lines of it are not read any more");

    private void CompareEvent(EventDefinition was, EventDefinition becomes, FieldComparer fields)
    {
        if (was.TypeName != becomes.TypeName)
        {
            changes.Add(SchemaChangeKind.CSharpNameChanged, becomes.Name, SchemaBump.Revision, SchemaBreaks.CSharpSource, $"the C# type '{was.TypeName}' became '{becomes.TypeName}'");
        }

        var isSameText = was.Description == becomes.Description && was.Owner == becomes.Owner && was.Deprecated == becomes.Deprecated
            && was.Since == becomes.Since && was.Expires == becomes.Expires;
        if (!isSameText) changes.Note(SchemaChangeKind.DocumentationChanged, becomes.Name, $"what is said of the event '{becomes.Name}' changed");
        fields.Compare(becomes.Name + ".", was.Fields, becomes.Fields);
    }

    private void CompareReports()
    {
        foreach (var was in old.Reports)
        {
            var becomes = @new.Reports.FirstOrDefault(report => report.Id == was.Id);
            if (becomes is null) changes.Note(SchemaChangeKind.ReportChanged, "reports." + was.Id, $"the report '{was.Id}' is gone");
            else if (becomes != was) changes.Note(SchemaChangeKind.ReportChanged, "reports." + was.Id, $"the report '{was.Id}' changed");
        }

        foreach (var report in @new.Reports.Where(report => !old.Reports.Any(was => was.Id == report.Id)))
        {
            changes.Note(SchemaChangeKind.ReportChanged, "reports." + report.Id, $"the report '{report.Id}' is new");
        }
    }
}
