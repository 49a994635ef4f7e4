namespace Telemetry.Tools.Schema;

/// <summary>The properties of one object; a name that comes twice is reported and its first value stays.</summary>
internal sealed class MemberList(DiagnosticBag bag)
{
    private readonly List<JsonMember> _items = [];
    private readonly Dictionary<string, SourceSpan> _names = new(StringComparer.Ordinal);

    public IReadOnlyList<JsonMember> Items => _items;

    public void Add(JsonMember member)
    {
        if (_names.TryGetValue(member.Name, out var first))
        {
            bag.Add(SchemaDiagnostics.DuplicateName, member.NameSpan, member.Name, bag.LineOf(first));
            return;
        }

        _names.Add(member.Name, member.NameSpan);
        _items.Add(member);
    }
}
