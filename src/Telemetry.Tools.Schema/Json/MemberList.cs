namespace Telemetry.Tools.Schema;

/// <summary>The properties of one object; a name that comes twice is reported and its first value stays.</summary>
internal sealed class MemberList(DiagnosticBag bag)
{
    /// <summary>Up to here looking at each name is quicker than a table of them.</summary>
    private const int FewMembers = 12;

    private readonly List<JsonMember> _items = [];
    private Dictionary<string, JsonMember>? _names;

    public IReadOnlyList<JsonMember> Items => _items;

    public void Add(JsonMember member)
    {
        if (Find(member.Name) is { } first)
        {
            bag.Add(SchemaDiagnostics.DuplicateName, member.NameSpan, member.Name, bag.LineOf(first.NameSpan));
            return;
        }

        _items.Add(member);
        _names?.Add(member.Name, member);
    }

    private JsonMember? Find(string name)
    {
        if (_items.Count > FewMembers)
        {
            _names ??= _items.ToDictionary(item => item.Name, StringComparer.Ordinal);
            return _names.TryGetValue(name, out var member) ? member : null;
        }

        foreach (var item in _items)
        {
            if (item.Name == name) return item;
        }

        return null;
    }
}
