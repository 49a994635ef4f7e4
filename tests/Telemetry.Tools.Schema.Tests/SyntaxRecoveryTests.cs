using System.Text;

namespace Telemetry.Tools.Schema.Tests;

[TestClass]
public sealed class SyntaxRecoveryTests
{
    [TestMethod]
    public void SeveralMistakesAreShownAtOnce()
    {
        var text = """
            {
              schema: "deploy"
              "version": "1-0-0",
              "namespace": 'Contoso',
              "events": { "a": { "fields": { "x": { "type": string } } } },
            }
            """;
        SchemaParser.Parse(text, "a").Diagnostics.Select(found => (found.Line, found.Message)).ShouldBe(
        [
            (2, "not JSON: a name stands in double quotes"),
            (2, "not JSON: a ',' is missing behind this"),
            (4, "not JSON: text stands in double quotes, not in single ones"),
            (5, "not JSON: 'string' is no value; text stands in double quotes"),
        ]);
    }

    [TestMethod]
    public void ABrokenFieldLeavesTheOthers()
    {
        var document = Valid("\"a\": \"string\", \"b\": { \"type\": oops }, \"c\": { \"type\": \"strin\" }, \"d\": 1, \"e\": \"bool\"");
        document.Events[0].Fields.Select(field => field.Name).ShouldBe(["a", "e"]);
    }

    [TestMethod]
    public void ABrokenPropertyLeavesItsField()
    {
        var field = Valid("\"took\": { \"type\": \"double\", \"role\": \"dration\", \"unit\": \"sec\", \"otel\": \"X\", \"expires\": \"soon\", \"nullable\": true }").Events[0].Fields.ShouldHaveSingleItem();
        (field.Role, field.Unit, field.Otel, field.Expires, field.Nullable).ShouldBe((FieldRole.None, null, null, null, true));
    }

    [TestMethod]
    public void AnUnreadablePrivacyClassNeverTurnsIntoPublic()
    {
        Valid("\"user\": { \"type\": \"string\", \"privacy\": \"hsah\" }").Events[0].Fields[0].IsWritten.ShouldBeFalse();
        Valid("\"user\": { \"type\": \"string\", \"privacy\": true }").Events[0].Fields[0].IsWritten.ShouldBeFalse();
        Valid("\"age\": { \"type\": \"int32\", \"privacy\": \"hash\" }").Events[0].Fields[0].IsWritten.ShouldBeFalse();
    }

    [TestMethod]
    public void AnUnclosedObjectDoesNotMakeEverythingBehindItSeemMissing()
    {
        var result = SchemaParser.Parse("{ \"schema\": \"deploy\", \"version\": \"1-0-0\", \"events\": { \"a\": { ", "a");
        result.Diagnostics.Select(found => found.Id).Distinct().ShouldBe(["TEL0001"]);
    }

    [TestMethod]
    public void NoiseIsCut()
    {
        var text = "{" + string.Concat(Enumerable.Repeat("\n  a b c", 10_000));
        SchemaParser.Parse(text, "a").Diagnostics.Count.ShouldBeLessThanOrEqualTo(20);
    }

    [TestMethod]
    [DataRow("[", "]")]
    [DataRow("{\"a\":", "}")]
    [DataRow("{\"a\":[", "")]
    public void EndlessNestingIsRefusedWithoutOverflow(string opening, string closing)
    {
        var text = new StringBuilder().Insert(0, opening, 100_000).Append('1').Insert(0, closing, 0);
        for (var i = 0; i < 100_000; i++) text.Append(closing);
        SchemaParser.Parse(text.ToString(), "a").Diagnostics.ShouldContain(found => found.Id == "TEL0002");
    }

    [TestMethod]
    public void AMegabyteOfFieldsIsRead()
    {
        var fields = string.Join(",\n", Enumerable.Range(0, 12_000).Select(i => $"\"field_{i}\": {{ \"type\": \"string\", \"description\": \"The field number {i} of many.\" }}"));
        fields.Length.ShouldBeGreaterThan(900_000);
        var document = Valid(fields);
        document.Events[0].Fields.Count.ShouldBe(12_000);
    }

    private static SchemaDocument Valid(string fields) =>
        SchemaParser.Parse($$"""{ "schema": "deploy", "version": "1-0-0", "namespace": "A", "events": { "a": { "fields": { {{fields}} } } } }""", "a").Document.ShouldNotBeNull();
}
