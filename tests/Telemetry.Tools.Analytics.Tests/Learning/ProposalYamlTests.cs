using YamlDotNet.RepresentationModel;

namespace Telemetry.Tools.Analytics.Tests;

/// <summary>Ids, versions and errors from outside stay values, whatever they hold.</summary>
[TestClass]
public sealed class ProposalYamlTests
{
    [TestMethod]
    [DataRow("plain")]
    [DataRow("yes")]
    [DataRow("null")]
    [DataRow("1.0")]
    [DataRow("- a: b # c")]
    [DataRow("\"quoted\" 'and' \\back")]
    [DataRow("&anchor *alias !tag %dir @at `tick`")]
    [DataRow("line\nbreak\r\n\u2028\u0085tab\t\0null\u001b")]
    [DataRow("---\n...\nprompt_id: evil")]
    [DataRow("größe 中文 🙂 \u202eevil \ufeff")]
    [DataRow("{{ mustache }} ${shell}")]
    [DataRow(" ")]
    public void TextFromOutsideSurvivesTheRoundTrip(string text)
    {
        using var world = new LearningWorld();
        world.Record(text, runs: 4, failures: 2, version: text, model: text, error: text);
        world.Learn();
        var root = Load(world.Text(text));
        Value(root, "prompt_id").ShouldBe(text);
        var evidence = (YamlMappingNode)root["evidence"];
        Value((YamlMappingNode)evidence["versions"][0], "version").ShouldBe(text);
        Value((YamlMappingNode)evidence["models"][0], "model").ShouldBe(text);
        Value((YamlMappingNode)evidence["errors"][0], "count").ShouldBe("2");
        world.Text(text).ShouldNotContain('\r');
        world.Learn().Open.Single().State.ShouldBe(ProposalState.Unchanged);
    }

    [TestMethod]
    public void ErrorsThatOthersRecordedAreMasked()
    {
        using var world = new LearningWorld();
        world.Fail("p", "cannot open /home/alice/key.pem with sk-proj-abcdefgh1234\nstack", at: 0);
        world.Learn();
        world.Text("p").ShouldContain("example: \"cannot open <path> with <token>\"\n");
        world.Text("p").ShouldNotContain("alice");
    }

    [TestMethod]
    public void KeysStandInTheirOrder()
    {
        using var world = new LearningWorld();
        world.Record("p", runs: 10, failures: 3);
        world.Learn();
        Load(world.Text("p")).Children.Keys.Select(key => ((YamlScalarNode)key).Value).ShouldBe(
            ["prompt_id", "status", "severity", "threshold", "evidence", "suggested_actions", "changes", "data"]);
        world.Text("p").ShouldContain("  runs: 10\n  failures: 3\n  failure_rate: 0.3\n  interval:\n    confidence: 0.95\n    lower: 0.1078\n    upper: 0.6032\n");
    }

    private static YamlMappingNode Load(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return (YamlMappingNode)yaml.Documents.ShouldHaveSingleItem().RootNode;
    }

    private static string? Value(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value;
}
