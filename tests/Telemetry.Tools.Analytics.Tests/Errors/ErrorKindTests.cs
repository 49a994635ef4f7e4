namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class ErrorKindTests
{
    [TestMethod]
    [DataRow("Response status code does not indicate success: 429 (Too Many Requests).", "rate_limit")]
    [DataRow("Request too large for gpt-4.1: Limit 30000 tokens per min (TPM)", "rate_limit")]
    [DataRow("This model's maximum context length is 128000 tokens", "context_length")]
    [DataRow("The request was canceled due to the configured HttpClient.Timeout of 100 seconds elapsing.", "timeout")]
    [DataRow("504 Gateway Timeout", "timeout")]
    [DataRow("cancelled", "cancelled")]
    [DataRow("stopped before the end", "not_completed")]
    [DataRow("error content: Refusal", "content_filter")]
    [DataRow("401 Unauthorized", "authentication")]
    [DataRow("Incorrect API key provided: <token>", "authentication")]
    [DataRow("The model is not supported in this region", "model")]
    [DataRow("'x' is an invalid start of a value in JSON", "invalid_output")]
    [DataRow("tool call failed: search", "tool")]
    [DataRow("Overloaded (529)", "server")]
    [DataRow("connection reset by peer", "network")]
    [DataRow("400", "invalid_request")]
    [DataRow("order 14290 and item429x", "other")]
    [DataRow("Something else", "other")]
    [DataRow("", "other")]
    [DataRow(null, "other")]
    public void WordsTellTheKind(string? message, string kind) => ErrorKind.Of(message).Id.ShouldBe(kind);

    [TestMethod]
    public void EveryKindStandsInTheDocumentWithItsAction()
    {
        var rows = File.ReadAllLines(Document()).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        ErrorKind.All.Count.ShouldBe(14);
        foreach (var kind in ErrorKind.All) rows.ShouldContain($"| `{kind.Id}` | `{kind.ActionId}` |");
    }

    private static string Document([System.Runtime.CompilerServices.CallerFilePath] string path = "")
    {
        var folder = Path.GetDirectoryName(File.Exists(path) ? path : AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Telemetry.Tools.sln"))) folder = Path.GetDirectoryName(folder);
        return Path.Combine(folder!, "docs", "prompts.md");
    }

    [TestMethod]
    [DataRow("Timed out after 1234 ms", "timed out after # ms")]
    [DataRow("At 0xDEADBEEF of 0x10:\t  7", "at 0x# of 0x#: #")]
    [DataRow("  10 \n 20  ", "# #")]
    [DataRow(" ", "")]
    [DataRow(null, "")]
    public void NumbersAndSpacesMakeNoDifference(string? message, string fingerprint) => ErrorFingerprint.Of(message).ShouldBe(fingerprint);

    [TestMethod]
    public void AFingerprintHas120CharactersAndNoHalfOfAPair()
    {
        ErrorFingerprint.Of(new string('x', 5000)).Length.ShouldBe(120);
        ErrorFingerprint.Of("a" + string.Concat(Enumerable.Repeat("🙂", 100))).Length.ShouldBe(119);
    }
}
