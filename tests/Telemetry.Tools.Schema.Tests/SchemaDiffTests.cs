namespace Telemetry.Tools.Schema.Tests;

[TestClass]
public sealed class SchemaDiffTests
{
    private const SchemaBreaks Old = SchemaBreaks.ReadsOldData;
    private const SchemaBreaks Reader = SchemaBreaks.OldReader;
    private const SchemaBreaks Source = SchemaBreaks.CSharpSource;
    private const SchemaBreaks Csv = SchemaBreaks.CsvColumns;
    private const SchemaBreaks Sql = SchemaBreaks.SqlColumns;

    [TestMethod]
    public void TheSameSchemaHasNoChange()
    {
        foreach (var path in RepositoryFiles.Schemas())
        {
            var document = TestSchemas.Parse(File.ReadAllText(path));
            var result = SchemaDiff.Compare(document, TestSchemas.Parse(File.ReadAllText(path)));
            result.Changes.ShouldBeEmpty();
            (result.RequiredBump, result.IsVersionSufficient).ShouldBe((SchemaBump.None, true));
        }
    }

    [TestMethod]
    [DataRow("\"a\": \"string\"", "\"a\": \"string\", \"c\": { \"type\": \"bool\", \"nullable\": true }", "FieldAdded", SchemaBump.Addition, SchemaBreaks.None)]
    [DataRow("\"a\": \"string\"", "\"a\": \"string\", \"c\": \"bool\"", "FieldAdded", SchemaBump.Model, Old | Source | Sql)]
    [DataRow("\"a\": \"string\"", "\"a\": \"string\", \"c\": { \"type\": \"bool\", \"privacy\": \"redact\" }", "FieldAdded", SchemaBump.Revision, Source)]
    [DataRow("\"a\": \"string\"", "\"a\": \"string\", \"c\": { \"type\": \"bool\", \"privacy\": \"drop\" }", "FieldAdded", SchemaBump.Addition, SchemaBreaks.None)]
    [DataRow("\"a\": \"string\", \"c\": \"bool\"", "\"a\": \"string\"", "FieldRemoved", SchemaBump.Revision, Reader | Source | Sql)]
    [DataRow("\"a\": \"string\", \"c\": { \"type\": \"bool\", \"optional\": true }", "\"a\": \"string\"", "FieldRemoved", SchemaBump.Revision, Source | Sql)]
    [DataRow("\"a\": \"string\", \"c\": \"bool\"", "\"a\": \"string\", \"d\": \"bool\"", "FieldRenamed", SchemaBump.Model, Old | Reader | Source | Sql)]
    [DataRow("\"a\": \"int32\"", "\"a\": \"int64\"", "TypeChanged", SchemaBump.Revision, Reader | Source | Sql)]
    [DataRow("\"a\": \"int64\"", "\"a\": \"int32\"", "TypeChanged", SchemaBump.Revision, Old | Source | Sql)]
    [DataRow("\"a\": \"int32\"", "\"a\": \"string\"", "TypeChanged", SchemaBump.Model, Old | Reader | Source | Sql)]
    [DataRow("\"a\": \"uuid\"", "\"a\": \"string\"", "TypeChanged", SchemaBump.Revision, Reader | Source | Sql)]
    [DataRow("\"a\": \"bool\"", "\"a\": \"json\"", "TypeChanged", SchemaBump.Revision, Reader | Source | Sql)]
    [DataRow("\"a\": \"string\"", "\"a\": { \"type\": \"enum\", \"values\": [\"x\"] }", "TypeChanged", SchemaBump.Revision, Source)]
    [DataRow("\"a\": \"string\"", "\"a\": { \"type\": \"enum\", \"values\": [\"x\"], \"closed\": true }", "TypeChanged", SchemaBump.Revision, Old | Source)]
    [DataRow("\"a\": \"string\"", "\"a\": { \"type\": \"string\", \"nullable\": true }", "NullabilityChanged", SchemaBump.Revision, Reader | Source | Sql)]
    [DataRow("\"a\": { \"type\": \"string\", \"nullable\": true }", "\"a\": \"string\"", "NullabilityChanged", SchemaBump.Revision, Old | Source | Sql)]
    [DataRow("\"a\": { \"type\": \"string\", \"nullable\": true }", "\"a\": { \"type\": \"string\", \"optional\": true }", "NullabilityChanged", SchemaBump.Addition, SchemaBreaks.None)]
    [DataRow("\"a\": { \"type\": \"int32\", \"unit\": \"s\" }", "\"a\": { \"type\": \"int32\", \"unit\": \"ms\" }", "UnitChanged", SchemaBump.Model, Old | Reader)]
    [DataRow("\"a\": \"int32\"", "\"a\": { \"type\": \"int32\", \"unit\": \"ms\" }", "UnitChanged", SchemaBump.Addition, SchemaBreaks.None)]
    [DataRow("\"a\": \"string\"", "\"a\": { \"type\": \"string\", \"role\": \"dimension\" }", "RoleChanged", SchemaBump.Addition, SchemaBreaks.None)]
    [DataRow("\"a\": \"string\"", "\"a\": { \"type\": \"string\", \"privacy\": \"hash\" }", "PrivacyChanged", SchemaBump.Model, Old | Source)]
    [DataRow("\"a\": { \"type\": \"string\", \"privacy\": \"hash\" }", "\"a\": \"string\"", "PrivacyChanged", SchemaBump.Revision, Old | Reader | Source)]
    [DataRow("\"a\": \"string\"", "\"a\": { \"type\": \"string\", \"privacy\": \"redact\" }", "PrivacyChanged", SchemaBump.Revision, Reader | Sql)]
    [DataRow("\"a\": { \"type\": \"string\", \"privacy\": \"redact\" }", "\"a\": \"string\"", "PrivacyChanged", SchemaBump.Model, Old | Sql)]
    [DataRow("\"a\": { \"type\": \"string\", \"privacy\": \"hash\" }", "\"a\": { \"type\": \"string\", \"privacy\": \"hash\", \"hash\": \"sha256\" }", "PrivacyChanged", SchemaBump.Revision, Old)]
    [DataRow("\"a\": { \"type\": \"enum\", \"values\": [\"x\"] }", "\"a\": { \"type\": \"enum\", \"values\": [\"x\", \"y\"] }", "EnumValueAdded", SchemaBump.Addition, SchemaBreaks.None)]
    [DataRow("\"a\": { \"type\": \"enum\", \"closed\": true, \"values\": [\"x\"] }", "\"a\": { \"type\": \"enum\", \"closed\": true, \"values\": [\"x\", \"y\"] }", "EnumValueAdded", SchemaBump.Revision, Reader | Sql)]
    [DataRow("\"a\": { \"type\": \"enum\", \"values\": [\"x\", \"y\"] }", "\"a\": { \"type\": \"enum\", \"values\": [\"x\"] }", "EnumValueRemoved", SchemaBump.Revision, Source)]
    [DataRow("\"a\": { \"type\": \"enum\", \"closed\": true, \"values\": [\"x\", \"y\"] }", "\"a\": { \"type\": \"enum\", \"closed\": true, \"values\": [\"x\"] }", "EnumValueRemoved", SchemaBump.Revision, Old | Source | Sql)]
    [DataRow("\"a\": { \"type\": \"enum\", \"values\": [\"x\"] }", "\"a\": { \"type\": \"enum\", \"closed\": true, \"values\": [\"x\"] }", "EnumClosednessChanged", SchemaBump.Revision, Old | Source | Sql)]
    [DataRow("\"a\": \"string\", \"b\": \"bool\"", "\"b\": \"bool\", \"a\": \"string\"", "OrderChanged", SchemaBump.Addition, SchemaBreaks.None)]
    [DataRow("\"a\": \"string\"", "\"a\": { \"type\": \"string\", \"description\": \"A.\" }", "DocumentationChanged", SchemaBump.Addition, SchemaBreaks.None)]
    [DataRow("\"a\": { \"type\": \"list\", \"items\": \"int32\" }", "\"a\": { \"type\": \"list\", \"items\": \"bool\" }", "TypeChanged", SchemaBump.Model, Old | Reader | Source | Sql)]
    public void AFieldsChangeSaysWhoBreaks(string old, string @new, string kind, SchemaBump bump, SchemaBreaks breaks)
    {
        var change = SchemaDiff.Compare(TestSchemas.WithFields(old), TestSchemas.WithFields(@new)).Changes.ShouldHaveSingleItem();
        (change.Kind.ToString(), change.Bump, change.Breaks).ShouldBe((kind, bump, breaks), change.Message);
        change.Path.ShouldStartWith("deployed");
    }

    [TestMethod]
    [DataRow("\"schema\": \"deploy\"", "\"schema\": \"deploys\"", "StreamRenamed,StorageChanged", SchemaBump.Model)]
    [DataRow("\"namespace\": \"A\"", "\"namespace\": \"B\"", "NamespaceChanged", SchemaBump.Revision)]
    [DataRow("\"storage\": { \"retain\": \"30d\" }", "\"storage\": { \"retain\": \"10d\", \"rotateAt\": \"1MB\" }", "StorageChanged,StorageChanged", SchemaBump.Addition)]
    [DataRow("\"storage\": {}", "\"storage\": { \"format\": \"csv\" }", "StorageChanged,StorageChanged", SchemaBump.Model)]
    [DataRow("\"owner\": \"a\"", "\"owner\": \"b\"", "DocumentationChanged", SchemaBump.Addition)]
    [DataRow("\"events\": { \"deployed\": {} }", "\"discriminator\": \"event\", \"events\": { \"deployed\": {}, \"failed\": {} }", "DiscriminatorChanged,EventAdded", SchemaBump.Model)]
    [DataRow("\"discriminator\": \"event\", \"events\": { \"a\": {}, \"b\": {} }", "\"discriminator\": \"event\", \"events\": { \"a\": {} }", "EventRemoved", SchemaBump.Revision)]
    [DataRow("\"discriminator\": \"event\"", "\"discriminator\": \"event\", \"payload\": \"data\"", "PayloadChanged", SchemaBump.Model)]
    [DataRow("\"events\": { \"deployed\": {} }", "\"events\": { \"deployment\": {} }", "CSharpNameChanged", SchemaBump.Revision)]
    [DataRow("\"fields\": { \"a\": \"int32\" }", "\"fields\": { \"a\": \"int64\" }", "TypeChanged", SchemaBump.Revision)]
    [DataRow("\"reports\": [ { \"id\": \"a\", \"chart\": \"bar\", \"measure\": \"count\" } ]", "\"reports\": [ { \"id\": \"b\", \"chart\": \"bar\", \"measure\": \"count\" } ]", "ReportChanged,ReportChanged", SchemaBump.Addition)]
    public void AChangeOfTheSchemaItselfIsSeen(string old, string @new, string kinds, SchemaBump bump)
    {
        var result = SchemaDiff.Compare(TestSchemas.With(old), TestSchemas.With(@new));
        string.Join(",", result.Changes.Select(change => change.Kind)).ShouldBe(kinds);
        result.RequiredBump.ShouldBe(bump);
    }

    [TestMethod]
    public void CsvBreaksWhereAnOldColumnMoves()
    {
        const string Storage = "\"storage\": { \"format\": \"csv\" },";
        var old = TestSchemas.WithFields("\"a\": \"string\", \"b\": \"bool\"", Storage);
        Breaks(old, "\"a\": \"string\", \"b\": \"bool\", \"c\": { \"type\": \"bool\", \"nullable\": true }").ShouldBe((SchemaBump.Addition, SchemaBreaks.None));
        Breaks(old, "\"a\": \"string\", \"c\": { \"type\": \"bool\", \"nullable\": true }, \"b\": \"bool\"").ShouldBe((SchemaBump.Revision, Csv));
        Breaks(old, "\"b\": \"bool\", \"a\": \"string\"").ShouldBe((SchemaBump.Revision, Csv));

        static (SchemaBump, SchemaBreaks) Breaks(SchemaDocument old, string fields)
        {
            var result = SchemaDiff.Compare(old, TestSchemas.WithFields(fields, Storage));
            return (result.RequiredBump, result.Breaks);
        }
    }

    [TestMethod]
    public void InnerFieldsAreCompared()
    {
        var old = TestSchemas.WithFields("\"o\": { \"type\": \"object\", \"fields\": { \"x\": \"int32\" } }");
        var @new = TestSchemas.WithFields("\"o\": { \"type\": \"object\", \"fields\": { \"x\": \"string\" } }");
        SchemaDiff.Compare(old, @new).Changes.ShouldHaveSingleItem().Path.ShouldBe("deployed.o.x");
    }

    [TestMethod]
    [DataRow("1-0-0", "1-0-0", false)]
    [DataRow("1-0-0", "1-0-9", false)]
    [DataRow("1-0-0", "1-1-0", true)]
    [DataRow("1-0-0", "2-0-0", true)]
    [DataRow("1-3-2", "1-3-9", false)]
    [DataRow("1-3-2", "1-4-0", true)]
    [DataRow("2-0-0", "1-9-0", false)]
    public void ARevisionAsksForItsVersion(string old, string @new, bool isSufficient)
    {
        var before = TestSchemas.With($"\"version\": \"{old}\", \"fields\": {{ \"a\": \"int32\" }}");
        var after = TestSchemas.With($"\"version\": \"{@new}\", \"fields\": {{ \"a\": \"int64\" }}");
        SchemaDiff.Compare(before, after).IsVersionSufficient.ShouldBe(isSufficient);
    }

    [TestMethod]
    public void RequiredVersionRaisesOnePartAndClearsTheRest()
    {
        var old = TestSchemas.With("\"version\": \"1-3-2\", \"fields\": { \"a\": \"int32\" }");
        SchemaDiff.Compare(old, TestSchemas.With("\"version\": \"1-3-2\", \"fields\": { \"a\": \"int64\" }")).RequiredVersion.ToString().ShouldBe("1-4-0");
        SchemaDiff.Compare(old, TestSchemas.With("\"version\": \"1-3-2\", \"fields\": { \"a\": \"bool\" }")).RequiredVersion.ToString().ShouldBe("2-0-0");
        SchemaDiff.Compare(old, TestSchemas.With("\"version\": \"1-3-2\", \"fields\": { \"a\": { \"type\": \"int32\", \"owner\": \"x\" } }")).RequiredVersion.ToString().ShouldBe("1-3-3");
    }

    [TestMethod]
    public void BreaksHaveTheNamesThatTheToolPrints() =>
        new SchemaChange(SchemaChangeKind.FieldRemoved, "a", "", Old | Reader | Source | Csv | Sql, SchemaBump.Model).BreakNames
            .ShouldBe(["reads-old-data", "old-reader", "csharp-source", "csv-columns", "sql-columns"]);
}
