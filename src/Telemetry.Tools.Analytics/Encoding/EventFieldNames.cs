using System.Text.Json;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Names under which an event's fields can be given: paths, last names that are unique, raw names of hashed fields. Redacted and dropped fields are known, and go nowhere.</summary>
internal sealed class EventFieldNames
{
    private readonly SchemaDocument _schema;
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unwritten = new(StringComparer.Ordinal);

    public EventFieldNames(SchemaDocument schema, EventLayout layout)
    {
        _schema = schema;
        AddPaths(layout.Fields);
        var definition = schema.Events.First(item => item.Name == layout.Name);
        AddUnwritten(schema.Fields, "");
        AddUnwritten(definition.Fields, schema.Payload is { } payload ? payload + "." : "");
    }

    /// <summary>Texts by path.</summary>
    /// <exception cref="AnalyticsException">TEL2110: a field is unknown.</exception>
    public Dictionary<string, string> Resolve(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in pairs)
        {
            if (name == _schema.Discriminator || Find(_unwritten, name) is not null) continue;
            texts[Find(_paths, name) ?? throw Unknown(name)] = text;
        }

        return texts;
    }

    /// <summary>Looks at the outermost names of an object.</summary>
    /// <exception cref="AnalyticsException">TEL2110: a field is unknown.</exception>
    public void RequireKnown(JsonElement item)
    {
        foreach (var property in item.EnumerateObject())
        {
            var name = property.Name;
            if (name == _schema.Discriminator || name == _schema.Payload) continue;
            if (Find(_unwritten, name) is null && Find(_paths, name) is null && !_paths.Any(path => path.StartsWith(name + ".", StringComparison.Ordinal))) throw Unknown(name);
        }
    }

    private static string? Find(HashSet<string> paths, string name)
    {
        if (paths.Contains(name)) return name;
        var ending = paths.Where(path => path.EndsWith("." + name, StringComparison.Ordinal)).Take(2).ToList();
        return ending.Count == 1 ? ending[0] : null;
    }

    private void AddPaths(FieldNode[] fields)
    {
        foreach (var field in fields)
        {
            _paths.Add(field.Path);
            if (FieldSource.RawNameOf(field) is { } raw) _paths.Add(field.Path[..^field.Field.Name.Length] + raw);
            AddPaths(field.Children);
        }
    }

    private void AddUnwritten(IEnumerable<FieldDefinition> fields, string prefix)
    {
        foreach (var field in fields)
        {
            if (!field.IsWritten) _unwritten.Add(prefix + field.Name);
            AddUnwritten(field.Type.Fields, prefix + field.Name + ".");
        }
    }

    private AnalyticsException Unknown(string name) => new(
        AnalyticsDiagnostics.UnknownEventField,
        $"Stream '{_schema.Stream}' has no field '{name}'.{Suggestion.For(name, _paths.Concat(_paths.Select(path => path[(path.LastIndexOf('.') + 1)..])))} Fields: {string.Join(", ", _paths)}.");
}
