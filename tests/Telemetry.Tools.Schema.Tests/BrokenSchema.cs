namespace Telemetry.Tools.Schema.Tests;

/// <summary>A schema with one mistake, which stands between « and ».</summary>
/// <param name="Id">The diagnostic that it gets.</param>
/// <param name="Place">What the fragment is a part of.</param>
/// <param name="Fragment">The part that is wrong.</param>
internal sealed record BrokenSchema(string Id, Place Place, string Fragment)
{
    private const char Opening = '«';
    private const char Closing = '»';

    /// <summary>The fragment as a reader of the documentation sees it.</summary>
    public string Plain => Strip(Fragment);

    /// <summary>The whole file.</summary>
    public string Text => Strip(Marked);

    public int Start => Marked.IndexOf(Opening);

    public int Length => Marked.IndexOf(Closing) - Start - 1;

    private string Marked => Place switch
    {
        Place.Field => Root($$"""
              "events": {
                "deployed": {
                  "fields": {
                    {{Fragment}}
                  }
                }
              }
            """),
        Place.Event => Root($$"""
              "events": {
                {{Fragment}}
              }
            """),
        Place.Report => Root($$"""
              "events": { "deployed": { "fields": {
                "at": { "type": "timestamp", "role": "time" }, "target": "string", "secret": { "type": "string", "privacy": "redact" },
                "took": { "type": "double", "unit": "s", "role": "duration" } } } },
              "reports": [
                {{Fragment}}
              ]
            """),
        Place.Root => Root(Fragment),
        _ => Fragment,
    };

    public override string ToString() => $"{Id}: {Plain}";

    private static string Root(string members)
    {
        string[] defaults =
        [
            "\"schema\": \"deploy\"", "\"version\": \"1-0-0\"", "\"namespace\": \"Contoso.Telemetry\"", "\"events\": { \"deployed\": { \"fields\": { \"target\": \"string\" } } }",
        ];
        var missing = defaults.Where(member => !Strip(members).Contains(member[..(member.IndexOf(':') + 1)]));
        return "{\n" + string.Join("", missing.Select(member => $"  {member},\n")) + members + "\n}\n";
    }

    private static string Strip(string text) => text.Replace(Opening.ToString(), "").Replace(Closing.ToString(), "");
}

/// <summary>What a fragment is a part of.</summary>
internal enum Place
{
    /// <summary>The fields of an event.</summary>
    Field,

    /// <summary>The events.</summary>
    Event,

    /// <summary>The reports.</summary>
    Report,

    /// <summary>The schema's own properties.</summary>
    Root,

    /// <summary>The file.</summary>
    Whole,
}
