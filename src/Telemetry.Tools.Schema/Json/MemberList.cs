namespace Telemetry.Tools.Schema;

/// <summary>The properties of one object; a name that comes twice is reported and its first value stays.</summary>
internal sealed class MemberList(DiagnosticBag bag)
{
    // Up to here looking at each name costs less than a table of them; most objects of a schema are this small.
    private const int MaxSearched = 8;

    private readonly List<JsonMember> _items = [];
    private Dictionary<string, SourceSpan>? _names;

    public IReadOnlyList<JsonMember> Items => _items;

    public void Add(JsonMember member)
    {
        if (Find(member.Name) is { } first)
        {
            bag.Add(SchemaDiagnostics.DuplicateName, member.NameSpan, member.Name, bag.LineOf(first));
            return;
        }

        _items.Add(member);
        _names?.Add(member.Name, member.NameSpan);
    }

    private SourceSpan? Find(string name)
    {
        if (_items.Count > MaxSearched)
        {
            _names ??= _items.ToDictionary(item => item.Name, item => item.NameSpan, StringComparer.Ordinal);
            return _names.TryGetValue(name, out var span) ? span : null;
        }

        foreach (var item in _items)
        {
            if (item.Name == name) return item.NameSpan;
        }

        return null;
    }
}
