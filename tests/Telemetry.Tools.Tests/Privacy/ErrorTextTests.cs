namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class ErrorTextTests
{
    [TestMethod]
    [DataRow("Could not find file '/home/al ice/notes.txt'.", "Could not find file '<path>'.")]
    [DataRow("open /etc/secrets/a.json: permission denied", "open <path>: permission denied")]
    [DataRow("see C:\\Users\\alice\\x.log and \\\\nas\\share\\y", "see <path> and <path>")]
    [DataRow("~/keys/id missing", "<path> missing")]
    [DataRow("src/shop/Cart.cs is broken, so is web\\app", "<path> is broken, so is <path>")]
    [DataRow("appsettings/dev.json", "<path>")]
    [DataRow("GET https://bob:pw1@api.example.com/v1/keys?key=abc failed", "GET https://api.example.com failed")]
    [DataRow("file:///home/alice/a.txt gone", "file:// gone")]
    [DataRow("user alice.b@example.com not found", "user <email> not found")]
    [DataRow("Incorrect API key provided: sk-proj-abcdefgh1234.", "Incorrect API key provided: <token>")]
    [DataRow("api_key=hunter2 rejected", "api_key=<token> rejected")]
    [DataRow("Authorization: Bearer abc", "Authorization: Bearer <token>")]
    [DataRow("sent Bearer eyJhbGciOi.J9.c2ln", "sent Bearer <token>")]
    [DataRow("ghp_16C7e42F292c6912E7 expired", "<token> expired")]
    [DataRow("AKIAIOSFODNN7EXAMPLE is disabled", "<token> is disabled")]
    [DataRow("request 0192f0c1-7c5e-7000-8000-000000000000 failed", "request <id> failed")]
    [DataRow("id 9f86d081884c7d659a2feaa0c55ad015 unknown", "id <token> unknown")]
    public void PathsAddressesAndSecretsAreMasked(string text, string expected) => ErrorText.Of(text).ShouldBe(expected);

    [TestMethod]
    [DataRow("Response status code does not indicate success: 429 (Too Many Requests).")]
    [DataRow("model openai/gpt-4.1 not found, nor claude-sonnet-4-20250514")]
    [DataRow("max_tokens: 250000 > 200000, context_length_exceeded")]
    [DataRow("expected application/json on 2026/11/21, 7/8 done, yes and/or no")]
    [DataRow("Basic authentication is not supported")]
    [DataRow("größe 中文 🙂")]
    public void WordsNumbersAndModelsStay(string text) => ErrorText.Of(text).ShouldBe(text);

    [TestMethod]
    [DataRow("first\nsecond")]
    [DataRow("\r\n  first  \r\nsecond")]
    [DataRow("first\u2028second")]
    public void OnlyTheFirstLineIsKept(string text) => ErrorText.Of(text).ShouldBe("first");

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow(" \n ")]
    public void NothingStaysNothing(string? text) => ErrorText.Of(text).ShouldBeNull();

    [TestMethod]
    public void ControlCharactersBecomeSpaces() => ErrorText.Of("a\u001b[31mb\0c").ShouldBe("a [31mb c");

    [TestMethod]
    public void AtMost200CharactersAndNoHalfOfAPair()
    {
        ErrorText.Of(new string('é', 300))!.Length.ShouldBe(200);
        ErrorText.Of(new string('a', 5) + " " + string.Concat(Enumerable.Repeat("🙂", 200))).ShouldBe("aaaaa " + string.Concat(Enumerable.Repeat("🙂", 97)));
    }

    [TestMethod]
    public void ASecretAcrossTheEndOfWhatIsScannedIsNotHalfShown()
    {
        var text = string.Concat(Enumerable.Repeat("/home/alice/a ", 142)) + "sk-ant-" + new string('x', 50) + "1";
        ErrorText.Of(text)!.ShouldNotContain("sk-");
    }

    [TestMethod]
    public void AnExceptionWithoutAMessageIsItsType()
    {
        ErrorText.Of(new Silent()).ShouldBe("Silent");
        ErrorText.Of((Exception?)null).ShouldBe("unknown error");
    }

    [TestMethod]
    public void AHostileLineTakesNoTime()
    {
        string[] shapes = ["a/", "a.", "/", "\\", "a@", "eyJ", "'/", "token=", "a-", "://", "x1", "\"", "api key "];
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var shape in shapes) ErrorText.Of(string.Concat(Enumerable.Repeat(shape, 2_000 / shape.Length)) + "!");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    private sealed class Silent : Exception
    {
        public override string Message => "";
    }
}
