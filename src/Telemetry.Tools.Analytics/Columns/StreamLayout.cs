using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>All columns of a stream, the fields of each of its events, and which column plays which role in which event.</summary>
internal sealed class StreamLayout
{
    private readonly List<Column> _columns = [];
    private readonly int[][] _roles;

    public StreamLayout(SchemaDocument schema)
    {
        Schema = schema;
        Events = [.. schema.Events.Select(definition => new EventLayout(definition.Name, TopFields(definition)))];
        _roles = [.. Events.Select(RolesOf)];
    }

    public SchemaDocument Schema { get; }

    public IReadOnlyList<Column> Columns => _columns;

    public EventLayout[] Events { get; }

    /// <summary>Index of the event of that name, or -1.</summary>
    public int EventIndex(string name) => Array.FindIndex(Events, item => item.Name == name);

    /// <summary>The column that plays a role in an event: the first one that says so; -1 where none does.</summary>
    public int RoleColumn(int eventIndex, FieldRole role) => _roles[eventIndex][(int)role];

    /// <summary>Whether any event has a field of that role.</summary>
    public bool HasRole(FieldRole role) => _roles.Any(roles => roles[(int)role] >= 0);

    /// <summary>The columns that play a role, over all events.</summary>
    public IEnumerable<Column> RoleColumns(FieldRole role) =>
        _roles.Select(roles => roles[(int)role]).Where(index => index >= 0).Distinct().Select(index => _columns[index]);

    /// <summary>The column of that path, or of that last name where it is the only one.</summary>
    /// <exception cref="AnalyticsException">TEL2102: there is none.</exception>
    public Column Resolve(string name)
    {
        var exact = _columns.Find(column => column.Path == name);
        if (exact is not null) return exact;
        var byLastName = _columns.FindAll(column => column.Path.EndsWith("." + name, StringComparison.Ordinal));
        return byLastName.Count == 1 ? byLastName[0] : throw Unknown(name, byLastName);
    }

    private AnalyticsException Unknown(string name, List<Column> candidates)
    {
        var paths = _columns.Select(column => column.Path).Distinct().ToList();
        var guess = candidates.Count > 1
            ? $" It could be {string.Join(" or ", candidates.Select(column => $"'{column.Path}'"))}."
            : Suggestion.For(name, paths.Concat(paths.Select(path => path[(path.LastIndexOf('.') + 1)..])));
        return new AnalyticsException(
            AnalyticsDiagnostics.UnknownField, $"Stream '{Schema.Stream}' has no field '{name}'.{guess} Fields: {string.Join(", ", paths)}.");
    }

    // In writing order; the discriminator goes first where all common fields may be left out.
    private FieldNode[] TopFields(EventDefinition definition)
    {
        var common = Written(Schema.Fields, "");
        var discriminator = Schema.Discriminator is { } name && !Schema.Fields.Any(field => field.Name == name)
            ? [Node(DiscriminatorField(name), "")]
            : Array.Empty<FieldNode>();
        FieldNode[] outer = common.All(field => field.Field.Optional) ? [.. discriminator, .. common] : [.. common, .. discriminator];
        return Schema.Payload is { } payload
            ? [.. outer, Node(PayloadField(payload, definition), "")]
            : [.. outer, .. Written(definition.Fields, "")];
    }

    private FieldNode[] Written(IEnumerable<FieldDefinition> fields, string prefix) =>
        [.. fields.Where(field => field.IsWritten).Select(field => Node(field, prefix))];

    private FieldNode Node(FieldDefinition field, string prefix)
    {
        var path = prefix + field.Name;
        if (field is { Type.Kind: FieldKind.Object, Privacy: PrivacyClass.Public })
        {
            return new FieldNode(path, field, -1, Written(field.Type.Fields, path + "."));
        }

        return new FieldNode(path, field, ColumnOf(path, field).Index, []);
    }

    // Events may share a path; they share the column too when the written type is the same.
    private Column ColumnOf(string path, FieldDefinition field)
    {
        var fresh = new Column(_columns.Count, path, field);
        var known = _columns.Find(column => column.Path == path && column.Kind == fresh.Kind && column.Unit == fresh.Unit);
        if (known is not null) return known;
        _columns.Add(fresh);
        return fresh;
    }

    /// <summary>What stands for an item of a list or map.</summary>
    public static FieldNode ElementNode(FieldNode field)
    {
        var type = field.Field.Type.Element!;
        return Unkept(field.Path + "[]", Plain(field.Field.Name, type, FieldRole.None, nullable: false));
    }

    /// <summary>A field that is checked and is no column.</summary>
    public static FieldNode Unkept(string path, FieldDefinition field) => field is { Type.Kind: FieldKind.Object, Privacy: PrivacyClass.Public }
        ? new FieldNode(path, field, -1, [.. field.Type.Fields.Where(child => child.IsWritten).Select(child => Unkept(path + "." + child.Name, child))])
        : new FieldNode(path, field, SlotMap.Unkept, []);

    private static FieldDefinition DiscriminatorField(string name) =>
        Plain(name, new FieldType(FieldKind.String), FieldRole.Dimension, nullable: false);

    private static FieldDefinition PayloadField(string name, EventDefinition definition) =>
        Plain(name, new FieldType(FieldKind.Object, Fields: definition.Fields), FieldRole.None, nullable: !definition.Fields.Any(field => !field.Nullable));

    private static FieldDefinition Plain(string name, FieldType type, FieldRole role, bool nullable) => new(
        name, name, type, nullable, false, null, role, PrivacyClass.Public, HashAlgorithmKind.Hmac, null, null, null, null, null, null);

    private int[] RolesOf(EventLayout layout)
    {
        var roles = new int[Enum.GetValues<FieldRole>().Length];
        Array.Fill(roles, -1);
        foreach (var node in Leaves(layout.Fields))
        {
            ref var slot = ref roles[(int)node.Field.Role];
            if (slot < 0) slot = node.Column;
        }

        return roles;
    }

    internal static IEnumerable<FieldNode> Leaves(IEnumerable<FieldNode> nodes) =>
        nodes.SelectMany(node => node.Column < 0 ? Leaves(node.Children) : [node]);
}
