namespace Telemetry.Tools.Schema.Tests;

[TestClass]
public sealed class PositionTests
{
    private const string Tail = "\"version\": \"1-0-0\", \"namespace\": \"A\", \"events\": { \"a\": {} } }";

    [TestMethod]
    public void ATabIsOneColumn() => Place("{\n\t\t\"schema\": \"X\", " + Tail).ShouldBe((2, 13, 2, 16));

    [TestMethod]
    public void ACarriageReturnWithLineFeedIsOneLineEnd() => Place("{\r\n\r\n  \"schema\": \"X\",\r\n" + Tail).ShouldBe((3, 13, 3, 16));

    [TestMethod]
    public void ACarriageReturnAloneIsALineEnd() => Place("{\r\r  \"schema\": \"X\",\r" + Tail).ShouldBe((3, 13, 3, 16));

    [TestMethod]
    public void AByteOrderMarkTakesUpNoColumn()
    {
        var result = Parse("\uFEFF{ \"schema\": \"X\", " + Tail);
        result.Line.ShouldBe(1);
        result.Column.ShouldBe(13);
        result.Start.ShouldBe(13);
    }

    [TestMethod]
    public void AnEmojiIsTwoColumns() => Place("{ /* 🚀 */ \"schema\": \"X\", " + Tail).ShouldBe((1, 22, 1, 25));

    [TestMethod]
    public void TheEndOfTheFileHasAPlace()
    {
        var found = SchemaParser.Parse("// nothing\n", "a.telemetry.json").Diagnostics.ShouldHaveSingleItem();
        (found.Line, found.Column, found.Length).ShouldBe((2, 1, 0));
    }

    [TestMethod]
    public void DiagnosticsComeInFileOrder()
    {
        var text = """
            {
              "reports": [ { "id": "A B", "chart": "bar", "measure": "count" } ],
              "schema": "X", "version": "one", "namespace": "A",
              "events": { "a": { "fields": { "x": "strin" } } }
            }
            """;
        SchemaParser.Parse(text, "a").Diagnostics.Select(found => found.Id).ShouldBe(["TEL0010", "TEL0010", "TEL0009", "TEL0004"]);
    }

    private static (int, int, int, int) Place(string text)
    {
        var found = Parse(text);
        return (found.Line, found.Column, found.EndLine, found.EndColumn);
    }

    private static SchemaDiagnostic Parse(string text)
    {
        var found = SchemaParser.Parse(text, "a.telemetry.json").Diagnostics.ShouldHaveSingleItem();
        found.Id.ShouldBe("TEL0010");
        found.Length.ShouldBe(3);
        return found;
    }
}
