using System.Text.Json;
using System.Text.RegularExpressions;

namespace Telemetry.Tools.Schema.Tests;

/// <summary>The editors' schema and the parser know the same words.</summary>
[TestClass]
public sealed class EditorSchemaTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(EditorSchema.Text).RootElement;

    [TestMethod]
    public void PropertiesAreTheParsers()
    {
        Properties(Root).ShouldBe(SchemaGrammar.Root, ignoreOrder: true);
        Properties(Definition("storage")).ShouldBe(SchemaGrammar.Storage, ignoreOrder: true);
        Properties(Definition("event")).ShouldBe(SchemaGrammar.Event, ignoreOrder: true);
        Properties(Definition("field")).ShouldBe(SchemaGrammar.Field, ignoreOrder: true);
        Properties(Definition("type")).ShouldBe(SchemaGrammar.Type, ignoreOrder: true);
        Properties(Definition("enumValue")).ShouldBe(SchemaGrammar.EnumValue, ignoreOrder: true);
        Properties(Definition("report")).ShouldBe(SchemaGrammar.Report, ignoreOrder: true);
    }

    [TestMethod]
    public void WordsAreTheParsers()
    {
        Words("field", "type").ShouldBe(SchemaVocabulary.Types.Words);
        Words("type", "type").ShouldBe(SchemaVocabulary.Types.Words);
        Words("field", "role").ShouldBe(SchemaVocabulary.Roles.Words);
        Words("field", "privacy").ShouldBe(SchemaVocabulary.PrivacyClasses.Words);
        Words("field", "hash").ShouldBe(SchemaVocabulary.Hashes.Words);
        Words("storage", "format").ShouldBe(SchemaVocabulary.Formats.Words);
        Words("report", "chart").ShouldBe(SchemaVocabulary.Charts.Words);
        Words("report", "bucket").ShouldBe(SchemaVocabulary.Buckets);
        Property("field", "unit").GetProperty("anyOf")[0].GetProperty("enum").EnumerateArray().Select(word => word.GetString()).ShouldBe(SchemaVocabulary.Units);
    }

    [TestMethod]
    public void TypesThatStandAloneAreTheParsers()
    {
        var alone = Definition("fields").GetProperty("additionalProperties").GetProperty("anyOf")[0].GetProperty("enum").EnumerateArray().Select(word => word.GetString()!).ToList();
        var accepted = SchemaVocabulary.Types.Words.Where(type => !SchemaParser.Parse(File($"\"a\": \"{type}\""), "a").HasErrors);
        alone.ShouldBe(accepted);
    }

    [TestMethod]
    public void MeasuresAreTheParsers()
    {
        var pattern = Property("report", "measure").GetProperty("pattern").GetString()!;
        foreach (var measure in SchemaVocabulary.PlainMeasures) Regex.IsMatch(measure, pattern).ShouldBeTrue(measure);
        foreach (var measure in SchemaVocabulary.FieldMeasures) Regex.IsMatch(measure + ":a", pattern).ShouldBeTrue(measure);
        Regex.IsMatch("average:a", pattern).ShouldBeFalse();
        var examples = Property("report", "measure").GetProperty("examples").EnumerateArray().Select(example => example.GetString());
        examples.ShouldBe([.. SchemaVocabulary.PlainMeasures, .. SchemaVocabulary.FieldMeasures.Select(measure => measure + ":FIELD")]);
    }

    [TestMethod]
    [DataRow("deploy")]
    [DataRow("a.b-c_1")]
    [DataRow("a.")]
    [DataRow("A")]
    [DataRow("-a")]
    [DataRow("")]
    [DataRow("a/b")]
    public void NamesOfStreamsAreTheParsers(string name)
    {
        var pattern = Root.GetProperty("properties").GetProperty("schema").GetProperty("pattern").GetString()!;
        var isAccepted = !SchemaParser.Parse(File("\"a\": \"string\"").Replace("\"deploy\"", $"\"{name}\""), "a").HasErrors;
        Regex.IsMatch(name, pattern).ShouldBe(isAccepted);
    }

    [TestMethod]
    public void EverythingIsDescribed()
    {
        foreach (var part in new[] { Root }.Concat(Root.GetProperty("definitions").EnumerateObject().Select(definition => definition.Value)))
        {
            if (!part.TryGetProperty("properties", out var properties)) continue;
            foreach (var property in properties.EnumerateObject()) property.Value.TryGetProperty("description", out _).ShouldBeTrue(property.Name);
        }
    }

    private static string File(string fields) =>
        $$"""{ "schema": "deploy", "version": "1-0-0", "namespace": "A", "events": { "e": { "fields": { {{fields}} } } } }""";

    private static JsonElement Definition(string name) => Root.GetProperty("definitions").GetProperty(name);

    private static JsonElement Property(string definition, string name) => Definition(definition).GetProperty("properties").GetProperty(name);

    private static IEnumerable<string> Properties(JsonElement part) => part.GetProperty("properties").EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string?> Words(string definition, string name) =>
        Property(definition, name).GetProperty("enum").EnumerateArray().Select(word => word.GetString());
}
