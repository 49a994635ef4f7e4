namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class ErrorTextTests
{
    [TestMethod]
    [DataRow("timeout after 30 s", "timeout after 30 s")]
    [DataRow("cannot open /etc/passwd", "cannot open <path>")]
    [DataRow("cannot open ~/notes.txt: denied", "cannot open <path>: denied")]
    [DataRow("in ../src/app.py line 3", "in <path> line 3")]
    [DataRow(@"cannot open C:\Users\jane\a.txt", "cannot open <path>")]
    [DataRow("see https://example.org/help for more", "see https://example.org/help for more")]
    [DataRow("3/4 of requests failed", "3/4 of requests failed")]
    [DataRow("key sk-abcdefgh12345678 is wrong", "key <secret> is wrong")]
    [DataRow("Authorization: Bearer abc.def", "Authorization: <secret>")]
    [DataRow("mail to jane@example.org failed", "mail to <secret> failed")]
    [DataRow("id 4f2a9c1b7d8e3f6a5b4c3d2e1f0a9b8c unknown", "id <secret> unknown")]
    [DataRow("first\nsecond", "first")]
    [DataRow("  first\r\nsecond", "first")]
    [DataRow("", "")]
    public void AnErrorKeepsWhatHelpsAndMasksTheRest(string error, string kept) => ErrorText.Of(error).ShouldBe(kept);

    [TestMethod]
    public void AnErrorKeepsTwoHundredCharactersAndNoHalfOfAPair()
    {
        ErrorText.Of(new string('x', 300)).Length.ShouldBe(200);
        ErrorText.Of(new string('x', 199) + "😀").ShouldBe(new string('x', 199));
    }

    [TestMethod]
    public void AHostileErrorIsMaskedInTime()
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        ErrorText.Of(string.Concat(Enumerable.Repeat("a1-", 5000)));
        ErrorText.Of(new string('/', 16000));
        System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds.ShouldBeLessThan(2);
    }
}
