namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class ProposalNameTests
{
    private static readonly string[] Hostile =
    [
        "", ".", "..", "../../etc/passwd", "/etc/passwd", "a/b", "a\\b", "C:\\x", "\\\\nas\\x", "a\0b", "a\nb", "%2F", "%", "%%", "~", "-rf", " ", "a ", "a.", "CON", "con", "nul.txt",
        "COM1", "lpt9.x.y", "aux.", "größe 中文 🙂", "*?<>|\"", new string('x', 5000), new string('/', 5000), new string('x', 4999) + "y", "a\u202eb", "$HOME", "`id`", "conx", "com10",
    ];

    [TestMethod]
    [DataRow("codegen-v1", "codegen-v1-proposal.yaml")]
    [DataRow("Code_Gen.v1", "Code_Gen.v1-proposal.yaml")]
    [DataRow("../x", "%2E.%2Fx-proposal.yaml")]
    [DataRow(".", "%2E-proposal.yaml")]
    [DataRow("..", "%2E.-proposal.yaml")]
    [DataRow("", "%-proposal.yaml")]
    [DataRow("a b%", "a%20b%25-proposal.yaml")]
    [DataRow("é", "%C3%A9-proposal.yaml")]
    [DataRow("Con", "%43on-proposal.yaml")]
    [DataRow("nul.v2", "%6Eul.v2-proposal.yaml")]
    [DataRow("-rf", "%2Drf-proposal.yaml")]
    public void AnIdIsPercentEncoded(string id, string name) => ProposalName.Of(id).ShouldBe(name);

    [TestMethod]
    public void NoIdLeavesTheFolderAndNoTwoShareAName()
    {
        using var folder = new TempFolder();
        foreach (var name in Hostile.Select(ProposalName.Of))
        {
            name.Length.ShouldBeLessThanOrEqualTo(143);
            Path.GetFileName(name).ShouldBe(name);
            name[0].ShouldNotBeOneOf('.', '-');
            name.ShouldAllBe(c => char.IsAsciiLetterOrDigit(c) || c == '%' || c == '.' || c == '_' || c == '-' || c == '~');
            folder.Write(name, name);
        }

        Directory.GetFiles(folder.Path).Length.ShouldBe(Hostile.Length);
        Directory.GetFileSystemEntries(Path.GetDirectoryName(folder.Path)!, "*-proposal.yaml").ShouldBeEmpty();
    }

    [TestMethod]
    public void ALongIdIsCutBetweenTwoEncodedLetters() =>
        ProposalName.Of(new string('x', 95) + new string('/', 100)).ShouldMatch("^x{95}~[0-9a-f]{16}-proposal\\.yaml$");
}
