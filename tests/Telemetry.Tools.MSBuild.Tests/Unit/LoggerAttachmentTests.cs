using System.Text;
using Telemetry.Tools.Cli;

namespace Telemetry.Tools.MSBuild.Tests;

/// <summary>What attaching does to response files.</summary>
[TestClass]
public sealed class LoggerAttachmentTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("telemetry-attach-").FullName;
    private readonly string _home;
    private readonly string _repository;
    private readonly LoggerAttachment _attachment;

    public LoggerAttachmentTests()
    {
        _home = Directory.CreateDirectory(Path.Combine(_root, "home")).FullName;
        _repository = Directory.CreateDirectory(Path.Combine(_home, "repository")).FullName;
        Directory.CreateDirectory(Path.Combine(_repository, ".git"));
        Directory.CreateDirectory(Path.Combine(_repository, "src", "App"));
        _attachment = new LoggerAttachment(BuildWorld.LoggerFolder, _home);
    }

    private string Below => Path.Combine(_repository, "src", "App");

    private string Response => Path.Combine(_repository, "Directory.Build.rsp");

    private string Users => Path.Combine(_home, "Directory.Build.rsp");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [TestMethod]
    public void TheFirstTimeMakesAFileOfOneLineAtTheRepositorysRoot()
    {
        var result = _attachment.Attach(Below);
        (result.File, result.Effect).ShouldBe((Response, AttachmentEffect.Created));
        result.ToString().ShouldContain(Response);

        var line = File.ReadAllLines(Response).ShouldHaveSingleItem();
        line.ShouldStartWith("-distributedlogger:Telemetry.Tools.MSBuild.BuildLogger,\"%HOME%/.telemetry/logger/0.1.0-");
        line.ShouldEndWith("/Telemetry.Tools.MSBuild.dll\",isOptional*Microsoft.Build.Logging.ConfigurableForwardingLogger,Microsoft.Build;" + BuildLogger.ForwardedEvents);
        Directory.GetFiles(result.LoggerFolder!).Select(Path.GetFileName).Order().ShouldBe(["Telemetry.Tools.MSBuild.dll", "Telemetry.Tools.dll"]);
        Path.GetFileName(result.LoggerFolder!).Length.ShouldBe("0.1.0-".Length + 12);
    }

    [TestMethod]
    public void AgainChangesNothing()
    {
        _attachment.Attach(Below);
        var before = File.ReadAllBytes(Response);
        _attachment.Attach(_repository).Effect.ShouldBe(AttachmentEffect.Unchanged);
        File.ReadAllBytes(Response).ShouldBe(before);
        Directory.GetDirectories(Path.Combine(_home, ".telemetry", "logger")).Length.ShouldBe(1);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void ALinkToAnythingButAResponseFileIsRefused()
    {
        var foreign = Path.Combine(_home, ".bashrc");
        File.WriteAllText(foreign, "mine");
        File.CreateSymbolicLink(Response, foreign);
        Should.Throw<ToolException>(() => _attachment.Attach(Below)).Message.ShouldContain("symbolic link");
        File.ReadAllText(foreign).ShouldBe("mine");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void ALinkToAResponseFileGoesOnBeingOne()
    {
        var kept = Path.Combine(Directory.CreateDirectory(Path.Combine(_home, "dotfiles")).FullName, "Directory.Build.rsp");
        File.WriteAllText(kept, "-m:1\n");
        File.CreateSymbolicLink(Users, kept);
        _attachment.AttachUser().Effect.ShouldBe(AttachmentEffect.Added);
        File.ReadAllLines(kept).Length.ShouldBe(2);
        new FileInfo(Users).LinkTarget.ShouldBe(kept);
    }

    [TestMethod]
    [DataRow("-v:quiet\r\n# größe\r\n-m:1\r\n", "\r\n")]
    [DataRow("-v:quiet\n\n", "\n")]
    [DataRow("", "\n")]
    public void AFileThatIsThereKeepsItsBytes(string text, string lineEnd)
    {
        var before = Encoding.Latin1.GetBytes(text);
        File.WriteAllBytes(Response, before);
        _attachment.Attach(Below).Effect.ShouldBe(AttachmentEffect.Added);
        var after = File.ReadAllBytes(Response);
        after[..before.Length].ShouldBe(before);
        Encoding.Latin1.GetString(after[before.Length..]).ShouldEndWith("WARNINGEVENT" + lineEnd);

        LoggerAttachment.Detach(Below).Effect.ShouldBe(text.Length == 0 ? AttachmentEffect.Deleted : AttachmentEffect.Removed);
        if (text.Length > 0) File.ReadAllBytes(Response).ShouldBe(before);
    }

    [TestMethod]
    public void ALastLineWithoutAnEndGetsOne()
    {
        File.WriteAllText(Response, "-m:1\r\n-v:quiet");
        _attachment.Attach(Below);
        File.ReadAllText(Response).ShouldStartWith("-m:1\r\n-v:quiet\r\n-distributedlogger:");
    }

    [TestMethod]
    public void AFileInUtf16StaysOne()
    {
        File.WriteAllText(Response, "-m:1\r\n", Encoding.Unicode);
        _attachment.Attach(Below);
        var bytes = File.ReadAllBytes(Response);
        bytes[..2].ShouldBe([0xFF, 0xFE]);
        File.ReadAllLines(Response).Length.ShouldBe(2);
        _attachment.Attach(Below).Effect.ShouldBe(AttachmentEffect.Unchanged);
    }

    [TestMethod]
    public void AnotherVersionsLineIsReplacedAndNeverASecondOneAdded()
    {
        const string old = "-distributedlogger:Telemetry.Tools.MSBuild.BuildLogger,\"%HOME%/.telemetry/logger/0.0.9-abc/Telemetry.Tools.MSBuild.dll\",isOptional*X,Y;Z";
        File.WriteAllText(Response, $"-m:1\r\n{old}\r\n-v:quiet\r\n  {old}\r\n");
        _attachment.Attach(Below).Effect.ShouldBe(AttachmentEffect.Updated);
        var lines = File.ReadAllText(Response).Split("\r\n");
        lines.Length.ShouldBe(4);
        (lines[0], lines[2], lines[3]).ShouldBe(("-m:1", "-v:quiet", ""));
        lines[1].ShouldContain("logger/0.1.0-");
    }

    [TestMethod]
    public void TheNearestFileIsTheOneThatBuildsRead()
    {
        File.WriteAllText(Users, "-m:1\n");
        _attachment.Attach(Below).File.ShouldBe(Users);
        File.Exists(Response).ShouldBeFalse("a new file would hide the home folder's arguments from the repository's builds");

        var nearer = Path.Combine(_repository, "src", "Directory.Build.rsp");
        File.WriteAllText(nearer, "-v:quiet\n");
        _attachment.Status(Below).ShouldBe([new AttachedFile(Users, LoggerExists: true, IsRead: false)]);
        _attachment.Attach(Below).File.ShouldBe(nearer);
        _attachment.Status(Below).ShouldBe([new AttachedFile(nearer, true, true), new AttachedFile(Users, true, false)]);
    }

    [TestMethod]
    public void TheUsersOwnFileServesAllRepositories()
    {
        _attachment.AttachUser().ShouldSatisfyAllConditions(result => result.File.ShouldBe(Users), result => result.Effect.ShouldBe(AttachmentEffect.Created));
        _attachment.Status(Below).ShouldHaveSingleItem().IsRead.ShouldBeTrue();
        _attachment.DetachUser().Effect.ShouldBe(AttachmentEffect.Deleted);
        _attachment.DetachUser().Effect.ShouldBe(AttachmentEffect.Absent);
        File.Exists(Users).ShouldBeFalse();
        _attachment.Status(Below).ShouldBeEmpty();
    }

    [TestMethod]
    public void DetachingTouchesNoFileWithoutTheLine()
    {
        File.WriteAllText(Response, "-m:1");
        LoggerAttachment.Detach(Below).Effect.ShouldBe(AttachmentEffect.Absent);
        File.ReadAllText(Response).ShouldBe("-m:1");
    }

    [TestMethod]
    [DataRow("quo\"te")]
    [DataRow("back\\slash")]
    [DataRow("line\nbreak")]
    public void AHomeThatMSBuildWouldMisreadIsRefused(string name)
    {
        var home = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        var error = Should.Throw<ToolException>(() => new LoggerAttachment(BuildWorld.LoggerFolder, home).Attach(Below));
        error.Message.ShouldContain("home folder");
        error.Next!.ShouldContain("dotnet add package");
        File.Exists(Response).ShouldBeFalse();
        Directory.Exists(Path.Combine(home, ".telemetry")).ShouldBeFalse();
    }

    [TestMethod]
    public void AFileThatCannotBeWrittenIsAnErrorThatSaysWhatToDo()
    {
        Directory.CreateDirectory(Path.Combine(_home, ".telemetry"));
        File.WriteAllText(Path.Combine(_home, ".telemetry", "logger"), "a file where a folder should be");
        var error = Should.Throw<ToolException>(() => _attachment.Attach(Below));
        error.Message.ShouldContain("logger");
        File.Exists(Response).ShouldBeFalse();
    }

    [TestMethod]
    public void ADamagedCopyIsReplaced()
    {
        var folder = _attachment.Attach(Below).LoggerFolder!;
        File.WriteAllText(Path.Combine(folder, "Telemetry.Tools.dll"), "half a file");
        _attachment.Attach(Below);
        File.ReadAllBytes(Path.Combine(folder, "Telemetry.Tools.dll")).ShouldBe(File.ReadAllBytes(Path.Combine(BuildWorld.LoggerFolder, "Telemetry.Tools.dll")));
        Directory.GetDirectories(Path.Combine(_home, ".telemetry", "logger")).ShouldHaveSingleItem();
    }
}
