namespace Telemetry.Tools.MSBuild.Tests;

[TestClass]
public sealed class FailureCodeTests
{
    [TestMethod]
    [DataRow("MSB3073", "The command \"exit 7\" exited with code 7.", 7)]
    [DataRow("MSB3073", "Der Befehl \"run 12\" wurde mit dem Code 3 beendet.", 3)]
    [DataRow("MSB3073", "コマンド \"make 1\" はコード 130 で終了しました。", 130)]
    [DataRow("MSB6006", "\"csc.dll\" exited with code -1073741819.", -1073741819)]
    public void TheLastNumberIsTheCode(string code, string message, int expected) => FailureCode.In(code, message).ShouldBe(expected);

    [TestMethod]
    [DataRow("CS1002", "; expected in line 7")]
    [DataRow("MSB3073", "no number at all")]
    [DataRow("MSB3073", "exited with code 0")]
    [DataRow("MSB3073", "exited with code 99999999999999")]
    [DataRow("MSB3073", null)]
    [DataRow(null, "exited with code 7")]
    public void OtherTextsHoldNone(string? code, string? message) => FailureCode.In(code, message).ShouldBeNull();
}
