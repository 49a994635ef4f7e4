using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class StatuslineTests
{
    [TestMethod]
    [DataRow(
        """{"session_id":"s","model":{"id":"claude-opus-4-8","display_name":"Opus 4.8"},"cost":{"total_cost_usd":1.5,"total_duration_ms":1800000,"total_lines_added":120,"total_lines_removed":30},"context_window":{"context_window_size":200000,"current_usage":{"input_tokens":8000,"cache_creation_input_tokens":12000,"cache_read_input_tokens":30000}}}""",
        "Opus 4.8 · $1.50 · 30 min ($3.00/h) · +120 −30 lines · context 25 %")]
    [DataRow("""{"model":{"id":"gpt-5"},"exceeds_200k_tokens":true}""", "gpt-5 · over 200k tokens")]
    [DataRow("""{"cost":{"total_cost_usd":"0.25","total_duration_ms":3720000}}""", "$0.25 · 1 h 2 min ($0.24/h)")]
    [DataRow("""{"context_window":{"used_percentage":41.6}}""", "context 42 %")]
    [DataRow("""{"model":{"display_name":"a\u001b[31mb\nc"}}""", "a\\u001b[31mb\\u000ac")]
    [DataRow("""{"cost":{"total_cost_usd":-5,"total_duration_ms":1e999}}""", "no status")]
    [DataRow("""{"cost":{"total_cost_usd":"NaN","total_duration_ms":1e300}}""", "9999 h 0 min")]
    [DataRow("""{"__proto__":{"x":1},"model":null,"cost":[1,2]}""", "no status")]
    [DataRow("", "no status")]
    [DataRow("not json", "no status")]
    [DataRow("[]", "no status")]
    [DataRow("{\"model\":", "no status")]
    public void OneLineWhateverComesIn(string input, string line)
    {
        using var world = new ToolWorld { Input = input };
        var run = world.Run("usage", "statusline").ShouldSucceed();
        if (!input.Contains("1e300", StringComparison.Ordinal)) run.Out.ShouldBe(line + "\n");
        else run.Out.ShouldEndWith(" min\n");
        run.Error.ShouldBeEmpty();
    }

    [TestMethod]
    public void DeepAndLongInputIsNoError()
    {
        using var world = new ToolWorld { Input = new string('[', 100_000) };
        world.Run("usage", "statusline").ShouldSucceed().Out.ShouldBe("no status\n");
        world.Input = "{\"x\":\"" + new string('y', 2_000_000) + "\"}";
        world.Run("usage", "statusline").ShouldSucceed().Out.ShouldBe("no status\n");
    }

    [TestMethod]
    [DataRow(
        """{"model":{"id":"claude-opus-4-8","display_name":"Opus 4.8"},"cost":{"total_cost_usd":1.5,"total_duration_ms":1800000,"total_lines_added":120,"total_lines_removed":30},"context_window":{"used_percentage":25},"exceeds_200k_tokens":false}""",
        """{"model":"Opus 4.8","cost_usd":1.5,"duration_seconds":1800,"cost_per_hour_usd":3,"lines_added":120,"lines_removed":30,"context_rate":0.25,"exceeds_200k_tokens":false}""")]
    [DataRow(
        """{"cost":{"total_cost_usd":1e308,"total_duration_ms":60000}}""",
        """{"model":null,"cost_usd":1E+308,"duration_seconds":60,"cost_per_hour_usd":null,"lines_added":null,"lines_removed":null,"context_rate":null,"exceeds_200k_tokens":null}""")]
    [DataRow(
        "not json",
        """{"model":null,"cost_usd":null,"duration_seconds":null,"cost_per_hour_usd":null,"lines_added":null,"lines_removed":null,"context_rate":null,"exceeds_200k_tokens":null}""")]
    public void ItsFiguresForProgramsWhateverComesIn(string input, string answer)
    {
        using var world = new ToolWorld { Input = input };
        var run = world.Run("usage", "statusline", "--format", "json").ShouldSucceed();
        JsonSerializer.Serialize(JsonDocument.Parse(run.Out)).ShouldBe(answer);
        run.Error.ShouldBeEmpty();
    }
}
