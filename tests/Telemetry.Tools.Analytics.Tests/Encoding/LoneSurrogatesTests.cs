using System.Text;

namespace Telemetry.Tools.Analytics.Tests;

[TestClass]
public sealed class LoneSurrogatesTests
{
    [TestMethod]
    [DataRow("""{"a":"\ud83d"}""", """{"a":"\ufffd"}""")]
    [DataRow("""{"a":"\uDE00x"}""", """{"a":"\ufffdx"}""")]
    [DataRow("""{"\ud83d":"\ud83dA"}""", """{"\ufffd":"\ufffdA"}""")]
    [DataRow("""{"a":"\ud83d\ud83d\ude00"}""", """{"a":"\ufffd\ud83d\ude00"}""")]
    [DataRow("""{"a":"\\ud83d \u00e9 \ud83d\ude00"}""", """{"a":"\\ud83d \u00e9 \ud83d\ude00"}""")]
    [DataRow("""{"a":"\ud8""", """{"a":"\ud8""")]
    public void HalfAPairIsTheReplacementCharacter(string json, string mended) =>
        Encoding.UTF8.GetString(LoneSurrogates.Mended(Encoding.UTF8.GetBytes(json))).ShouldBe(mended);
}
