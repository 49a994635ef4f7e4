namespace Telemetry.Tools.Schema;

/// <summary>Reads what tells the events of a stream apart, and keeps its names free of fields.</summary>
internal sealed class EventNames(ObjectReader root, int eventCount, ParseContext context)
{
    /// <summary>Stands in where a discriminator is missing, so that the rest can be used.</summary>
    private const string Fallback = "event";

    private string? _discriminator;
    private string? _payload;

    public (string? Discriminator, string? Payload) Parse()
    {
        _discriminator = Name("discriminator", "a discriminator");
        if (eventCount > 1 && root.Find("discriminator") is null)
        {
            context.Diagnostics.Add(SchemaDiagnostics.MissingDiscriminator, root.NameSpan("events"), eventCount);
        }

        if (eventCount > 1) _discriminator ??= Fallback;
        ReportCsv();
        _payload = Payload();
        return (_discriminator, _payload);
    }

    /// <summary>Whether a common field's name is free.</summary>
    public bool AcceptsCommon(JsonMember member)
    {
        if (member.Name != _payload) return IsNotDiscriminator(member);
        context.Diagnostics.Add(SchemaDiagnostics.BadPayload, member.NameSpan, member.Name, "a common field has this name");
        return false;
    }

    /// <summary>Whether the name of an event's own field is free.</summary>
    public bool AcceptsOwn(JsonMember member)
    {
        if (_payload is not null) return true;
        if (!IsNotDiscriminator(member)) return false;
        if (!_common.Contains(member.Name)) return true;
        context.Diagnostics.Add(SchemaDiagnostics.CommonFieldClash, member.NameSpan, member.Name);
        return false;
    }

    private readonly HashSet<string> _common = new(root.Find("fields")?.Value.Members.Select(member => member.Name) ?? [], StringComparer.Ordinal);

    private bool IsNotDiscriminator(JsonMember member)
    {
        if (member.Name != _discriminator || root.Find("discriminator") is null) return true;
        context.Diagnostics.Add(SchemaDiagnostics.DiscriminatorClash, member.NameSpan, member.Name);
        return false;
    }

    private string? Payload()
    {
        if (Name("payload", "a payload") is not { } payload) return null;
        var reason = root.Find("discriminator") is null ? "there is no discriminator beside it"
            : payload == _discriminator ? "it is the discriminator"
            : null;
        if (reason is null) return payload;
        context.Diagnostics.Add(SchemaDiagnostics.BadPayload, root.ValueSpan("payload"), payload, reason);
        return null;
    }

    private string? Name(string property, string what)
    {
        if (root.Text(property) is not { } name) return null;
        if (NameRules.IsName(name)) return name;
        context.Diagnostics.Add(SchemaDiagnostics.BadName, root.ValueSpan(property), name, what);
        return null;
    }

    private void ReportCsv()
    {
        if (context.Format != StorageFormat.Csv) return;
        if (eventCount > 1) context.Diagnostics.Add(SchemaDiagnostics.CsvEvents, root.NameSpan("events"), $"{eventCount} events");
        else if (_discriminator is not null) context.Diagnostics.Add(SchemaDiagnostics.CsvEvents, root.NameSpan("discriminator"), "a discriminator");
    }
}
