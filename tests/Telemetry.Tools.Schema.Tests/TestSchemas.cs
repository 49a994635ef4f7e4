namespace Telemetry.Tools.Schema.Tests;

/// <summary>Small correct schemas.</summary>
internal static class TestSchemas
{
    /// <summary>A stream of one event with these fields.</summary>
    public static SchemaDocument WithFields(string fields, string members = "") => Parse($$"""
        {
          "schema": "deploy", "version": "1-0-0", "namespace": "Contoso.Telemetry", {{members}}
          "events": { "deployed": { "fields": { {{fields}} } } }
        }
        """);

    /// <summary>A whole file; members that are not there are filled in.</summary>
    public static SchemaDocument With(string members)
    {
        var text = "{ " + members + " }";
        if (!text.Contains("\"events\"")) text = "{ \"events\": { \"deployed\": { \"fields\": { \"target\": \"string\" } } }, " + text[2..];
        if (!text.Contains("\"namespace\"")) text = "{ \"namespace\": \"Contoso.Telemetry\", " + text[2..];
        if (!text.Contains("\"version\"")) text = "{ \"version\": \"1-0-0\", " + text[2..];
        if (!text.Contains("\"schema\"")) text = "{ \"schema\": \"deploy\", " + text[2..];
        return Parse(text);
    }

    public static SchemaDocument Parse(string text)
    {
        var result = SchemaParser.Parse(text, "test.telemetry.json");
        result.Diagnostics.ShouldBeEmpty();
        return result.Document.ShouldNotBeNull();
    }

    public static SchemaDocument Product(string stream) =>
        Parse(File.ReadAllText(RepositoryFiles.PathOf("src", "Telemetry.Tools", "Schemas", stream + ".telemetry.json")));
}
