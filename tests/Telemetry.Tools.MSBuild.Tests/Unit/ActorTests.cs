using System.Collections;

namespace Telemetry.Tools.MSBuild.Tests;

[TestClass]
public sealed class ActorTests
{
    [TestMethod]
    [DataRow("", "human")]
    [DataRow("CI=true", "ci")]
    [DataRow("CI=false", "human")]
    [DataRow("CI=0", "human")]
    [DataRow("JENKINS_URL=https://ci.example", "ci")]
    [DataRow("CLAUDECODE=1", "claude")]
    [DataRow("CLAUDECODE=1;CLAUDE_CODE_IS_COWORK=1", "cowork")]
    [DataRow("CI=true;GITHUB_ACTIONS=true;CODEX_SANDBOX=seatbelt", "codex")]
    [DataRow("OR_APP_NAME=Aider", "aider")]
    [DataRow("OR_APP_NAME=OpenHands", "openhands")]
    [DataRow("OR_APP_NAME=other", "human")]
    [DataRow("AI_AGENT=github_copilot_vscode_agent", "copilot-vscode")]
    [DataRow("AI_AGENT=else", "human")]
    [DataRow("GOOSE_PROVIDER=x;AGENT_CLI=1", "goose")]
    [DataRow("CURSOR_AGENT=", "human")]
    public void TheEnvironmentTellsWhoRanTheBuild(string variables, string expected)
    {
        var environment = new Hashtable();
        foreach (var pair in variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('=', 2))) environment[pair[0]] = pair[1];
        Actor.Detect(environment).ShouldBe(expected);
    }
}
