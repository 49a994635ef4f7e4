using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>How an object stands in a line: the bytes between the values, put together as far as they are always the same.</summary>
/// <param name="Steps">The fields in order.</param>
/// <param name="End">What follows the last value.</param>
/// <param name="IsFixed">Whether the bytes before each field are known, so that a reader can expect them.</param>
internal sealed record Layout(IReadOnlyList<LayoutStep> Steps, string End, bool IsFixed)
{
    /// <summary>The layout of a plain object.</summary>
    public static Layout Of(IEnumerable<FieldDefinition> fields)
    {
        var builder = new LayoutBuilder();
        builder.Open("{");
        foreach (var field in fields) builder.Add(field);
        return builder.End("}");
    }

    /// <summary>The layout of an event: common fields, the discriminator, and its own fields, inside the payload where there is one.</summary>
    public static Layout Of(SchemaDocument document, EventDefinition item)
    {
        var builder = new LayoutBuilder();
        builder.Open("{");
        var common = Written(document.Fields).ToList();
        var kind = document.Discriminator is { } name ? $"{Json.String(name)}:{Json.String(item.Name)}" : null;

        // Where all common fields may be left out, the discriminator goes first: something certain for a comma to follow.
        var isFirst = common.TrueForAll(field => field.Optional);
        if (kind is not null && isFirst) builder.Fixed(kind);
        foreach (var field in common) builder.Add(field);
        if (kind is not null && !isFirst) builder.Fixed(kind);
        if (document.Payload is { } payload) builder.Nest(payload);
        foreach (var field in Written(item.Fields)) builder.Add(field);
        return builder.End(document.Payload is null ? "}" : "}}");
    }

    public static IEnumerable<FieldDefinition> Written(EquatableArray<FieldDefinition> fields) => fields.Where(field => field.IsWritten);
}

/// <summary>One field of a <see cref="Layout"/>.</summary>
/// <param name="Field">The field.</param>
/// <param name="Lead">What is written before it in any case, also where the field itself is left out.</param>
/// <param name="NeedsComma">Whether only the writer knows if a comma stands before it, since fields before it may be left out.</param>
/// <param name="Prefix">What belongs to the field: comma, name and colon.</param>
internal sealed record LayoutStep(FieldDefinition Field, string Lead, bool NeedsComma, string Prefix);

/// <summary>Builds a <see cref="Layout"/>.</summary>
internal sealed class LayoutBuilder
{
    private enum Before
    {
        Nothing,
        Perhaps,
        Something,
    }

    private readonly List<LayoutStep> _steps = [];
    private string _lead = "";
    private Before _before;
    private bool _isFixed = true;

    public void Open(string brace)
    {
        _lead += brace;
        _before = Before.Nothing;
    }

    public void Nest(string name)
    {
        Fixed(Json.String(name) + ":");
        Open("{");
    }

    /// <summary>Adds text that is always there.</summary>
    public void Fixed(string text)
    {
        if (_before == Before.Perhaps) throw new InvalidOperationException("Fixed text behind fields that may all be left out.");
        _lead += (_before == Before.Something ? "," : "") + text;
        _before = Before.Something;
    }

    public void Add(FieldDefinition field)
    {
        var name = Json.String(field.Name) + ":";
        var comma = _before == Before.Something ? "," : "";
        if (_before == Before.Perhaps) _isFixed = false;
        if (field.Optional) _steps.Add(new LayoutStep(field, _lead, _before == Before.Perhaps, comma + name));
        else _steps.Add(new LayoutStep(field, _before == Before.Perhaps ? _lead : "", _before == Before.Perhaps, (_before == Before.Perhaps ? "" : _lead) + comma + name));
        _lead = "";
        _before = !field.Optional || _before == Before.Something ? Before.Something : Before.Perhaps;
    }

    public Layout End(string braces) => new(_steps, _lead + braces, _isFixed);
}
