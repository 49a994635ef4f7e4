using System.Text;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class UsageFieldsTests
{
    [TestMethod]
    public void TheServerKnowsTheFieldsOfTheSchemaInItsOrder()
    {
        var schema = SchemaParser.Parse(StreamInfo.Of<ClientUsage>().SchemaJson, "client-usage").Document!;
        UsageFields.Names.Where(name => name != "event_id").Order(StringComparer.Ordinal)
            .ShouldBe(schema.Events[0].Fields.Select(field => field.Name).Where(name => name != "event_id").Order(StringComparer.Ordinal));
        schema.Events[0].Fields.Select(field => field.Name).ShouldContain("event_id");
        foreach (var (name, i) in UsageFields.Names.Select((name, i) => (name, i))) UsageFields.Of(Encoding.UTF8.GetBytes(name)).ShouldBe((UsageField)i);
        UsageFields.Of("timestamq"u8).ShouldBe(UsageField.Unknown);
        UsageFields.Of(new byte[200]).ShouldBe(UsageField.Unknown);
    }
}
