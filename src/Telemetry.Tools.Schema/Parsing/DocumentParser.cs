namespace Telemetry.Tools.Schema;

/// <summary>Makes a document of the file's object.</summary>
internal sealed class DocumentParser
{
    private readonly ParseContext _context;
    private readonly ObjectReader _root;
    private readonly FieldParser _fields;
    private readonly JsonNode _node;

    public DocumentParser(JsonNode node, ParseContext context)
    {
        _node = node;
        _context = context;
        _root = new ObjectReader(node, "the schema", SchemaGrammar.Root, node.Head, context);
        _fields = new FieldParser(context);
    }

    /// <summary>The document, or <see langword="null"/> where the stream, its namespace or its events cannot be made out.</summary>
    public SchemaDocument? Parse()
    {
        var stream = Stream();
        _context.Version = Version() ?? _context.Version;
        var space = Namespace();
        var storage = new StorageParser(_context).Parse(_root, stream ?? "stream");
        _context.Format = storage.Format;
        var entries = EventEntries();
        var names = new EventNames(_root, entries.Count, _context);
        var (discriminator, payload) = names.Parse();
        var baseName = CSharpNames.Pascal(stream ?? "stream");
        ClaimTypes(entries, discriminator is null ? null : baseName + "Event");
        var common = FieldScope.Common(_context, baseName);
        var fields = _root.Object("fields") is { } node ? _fields.ParseAll(node, common, names.AcceptsCommon) : default;
        var events = entries.Select(entry => Event(entry, common.ForEvent(entry.TypeName), names.AcceptsOwn)).ToArray();
        var description = _root.Sentence("description");
        var owner = _root.Sentence("owner");
        var document = new SchemaDocument(
            stream ?? "stream", _context.Version, space ?? "Telemetry", description, owner, storage, discriminator, payload, fields, new(events), default);
        ReportMissingColumns(document);
        document = document with { Reports = new ReportParser(document, _context).Parse(_root) };
        return stream is null || space is null || events.Length == 0 ? null : document;
    }

    /// <summary>A CSV file without columns would hold blank lines only, which readers pass over.</summary>
    private void ReportMissingColumns(SchemaDocument document)
    {
        if (document.Storage.Format != StorageFormat.Csv || document.Events.Count != 1 || _node.IsDamaged || _context.LeftOut.Count > 0) return;
        var hasColumn = document.Fields.Any(field => field.IsWritten) || document.Events[0].Fields.Any(field => field.IsWritten);
        if (!hasColumn) _context.Diagnostics.Add(SchemaDiagnostics.CsvWithoutColumns, _root.NameSpan("events"));
    }

    private string? Stream()
    {
        if (_root.RequiredText("schema", "\"schema\": \"deploy\"") is not { } name) return null;
        var span = _root.ValueSpan("schema");
        if (!NameRules.IsFileName(name)) _context.Diagnostics.Add(SchemaDiagnostics.BadFileName, span, name, "a stream");
        else if (NameRules.ReservedBy(name, isStream: true) is { } keeper) _context.Diagnostics.Add(SchemaDiagnostics.ReservedWord, span, name, keeper);
        else return name;
        return null;
    }

    private SchemaVersion? Version()
    {
        if (_root.RequiredText("version", "\"version\": \"1-0-0\"") is not { } text) return null;
        if (SchemaVersion.TryParse(text, out var version)) return version;
        _context.Diagnostics.Add(SchemaDiagnostics.BadVersion, _root.ValueSpan("version"), text);
        return null;
    }

    private string? Namespace()
    {
        if (_root.RequiredText("namespace", "\"namespace\": \"Contoso.Telemetry\"") is not { } name) return null;
        var span = _root.ValueSpan("namespace");
        if (!CSharpNames.IsNamespace(name))
        {
            _context.Diagnostics.Add(SchemaDiagnostics.BadNamespace, span, name);
            return null;
        }

        if (name.Split('.').FirstOrDefault(CSharpNames.IsKeyword) is not { } keyword) return name;
        _context.Diagnostics.Add(SchemaDiagnostics.ReservedWord, span, keyword, "as a word of C#");
        return null;
    }

    /// <summary>The events that can be read at all, with the names of their types.</summary>
    private List<EventEntry> EventEntries()
    {
        var entries = new List<EventEntry>();
        if (_root.Find("events") is null) _root.ReportMissing("events", "\"events\": { \"deployed\": { \"fields\": {} } }");
        if (_root.Object("events") is not { } node) return entries;
        foreach (var member in node.Members)
        {
            if (EventEntry(member) is { } entry) entries.Add(entry);
            else _context.LeftOut.Add(member.Name);
        }

        if (node.Members.Count == 0 && !node.IsDamaged && !_node.IsDamaged) _context.Diagnostics.Add(SchemaDiagnostics.NoEvents, _root.NameSpan("events"));
        return entries;
    }

    private EventEntry? EventEntry(JsonMember member)
    {
        if (!NameRules.IsName(member.Name))
        {
            _context.Diagnostics.Add(SchemaDiagnostics.BadName, member.NameSpan, member.Name, "an event");
            return null;
        }

        if (member.Value.Kind != JsonKind.Object)
        {
            _root.ReportType(member.Value, member.Name, "an object in braces");
            return null;
        }

        var reader = new ObjectReader(member.Value, "the event", SchemaGrammar.Event, member.NameSpan, _context, member.Name);
        var given = reader.Text("typeName");
        if (given is not null && !CSharpNames.IsTypeName(given))
        {
            _context.Diagnostics.Add(SchemaDiagnostics.BadTypeName, reader.ValueSpan("typeName"), given);
            given = null;
        }

        return new EventEntry(member.Name, given ?? CSharpNames.Pascal(member.Name), reader);
    }

    /// <summary>Events come first, so that a clash is reported at whatever is nested.</summary>
    private void ClaimTypes(List<EventEntry> entries, string? baseType)
    {
        if (baseType is not null)
        {
            _context.TryClaimType(baseType, "the base of all events", _root.Head);
            _context.EventTypeNames.Add(baseType);
        }

        foreach (var entry in entries) _context.EventTypeNames.Add(entry.TypeName);
        var clashing = entries.Where(entry => !_context.TryClaimType(entry.TypeName, $"the event '{entry.Name}'", entry.Reader.Head)).ToList();
        entries.RemoveAll(clashing.Contains);
        _context.LeftOut.UnionWith(clashing.Select(entry => entry.Name));
    }

    private EventDefinition Event(EventEntry entry, FieldScope scope, Func<JsonMember, bool> accepts)
    {
        var reader = entry.Reader;
        var fields = reader.Object("fields") is { } node ? _fields.ParseAll(node, scope, accepts) : default;
        return new EventDefinition(
            entry.Name,
            entry.TypeName,
            reader.Sentence("description"),
            reader.Sentence("owner"),
            reader.Sentence("deprecated"),
            LifetimeParser.Since(reader, _context),
            LifetimeParser.Expires(reader, _context),
            fields);
    }
}

/// <summary>An event whose name and type name are known, and whose fields are not read yet.</summary>
internal sealed record EventEntry(string Name, string TypeName, ObjectReader Reader);
