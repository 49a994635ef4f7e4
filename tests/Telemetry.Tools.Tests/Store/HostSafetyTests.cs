using System.Diagnostics;

namespace Telemetry.Tools.Tests;

/// <summary>Whatever is wrong with the disk: one warning with a next step, no exception, nothing touched that is not ours.</summary>
[TestClass]
public sealed class HostSafetyTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    [TestMethod]
    public void AStorePathThatIsAFile()
    {
        var file = Path.Combine(_store.Folder, "file");
        File.WriteAllText(file, "mine");

        ShouldWarnOnceAndRecordNothing(file, "TEL2001");

        File.ReadAllText(file).ShouldBe("mine");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("/proc/telemetry")]
    [DataRow("/dev/null/telemetry")]
    [DataRow("/dev/full")]
    public void AStoreThatCannotBeMade(string root) => ShouldWarnOnceAndRecordNothing(root, "TEL2001");

    [TestMethod]
    public void WhereNothingIsRecordedThatAloneIsSaid()
    {
        var warnings = new StoreWarnings();
        warnings.Add(StoreDiagnostics.NoSchemaFile("schema.json", "full"));
        warnings.Add(StoreDiagnostics.CannotOpen("build", new IOException("full")));
        warnings.Add(StoreDiagnostics.NotRotated("build.jsonl", "full"));
        warnings.All.Select(warning => warning.Id).ShouldBe(["TEL2005"]);
    }

    [TestMethod]
    public void ASegmentThatIsALinkIsNamedToWhoeverListsIt()
    {
        using var store = _store.Open();
        store.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());
        var active = _store.PathOf("notes", "notes.jsonl");
        File.Move(active, active + ".away");
        File.CreateSymbolicLink(active, active + ".away");

        store.Streams.Single().Segments.ShouldBeEmpty();
        store.Warnings.ShouldHaveSingleItem().Id.ShouldBe("TEL2002");
    }

    [TestMethod]
    public void WithoutAHome()
    {
        using var store = EventStore.Open(new EventStoreOptions { Environment = _store.Environment with { Home = null } });

        store.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());

        store.IsEnabled.ShouldBeFalse();
        store.Read<Note>().ShouldBeEmpty();
        store.Streams.ShouldBeEmpty();
        store.Clear().Deleted.ShouldBeEmpty();
        store.MachineId().ShouldBeNull();
        store.Warnings.ShouldBeEmpty();
    }

    [TestMethod]
    public void AStreamFolderThatIsAFile()
    {
        Directory.CreateDirectory(_store.Root);
        File.WriteAllText(Path.Combine(_store.Root, "notes"), "");

        ShouldWarnOnceAndRecordNothing(_store.Root, "TEL2001");
    }

    [TestMethod]
    public void AStreamFolderThatIsALink()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_store.Folder, "elsewhere")).FullName;
        File.WriteAllText(Path.Combine(elsewhere, "notes.jsonl"), new Note("foreign", 1, "").ToLine());
        Directory.CreateDirectory(_store.Root);
        Directory.CreateSymbolicLink(Path.Combine(_store.Root, "notes"), elsewhere);

        ShouldWarnOnceAndRecordNothing(_store.Root, "TEL2002");

        Directory.GetFiles(elsewhere).Length.ShouldBe(1);
    }

    [TestMethod]
    [DataRow("/dev/full")]
    [DataRow("/dev/null")]
    [DataRow("precious.txt")]
    public void ASegmentThatIsALink(string target)
    {
        var precious = Path.Combine(_store.Folder, "precious.txt");
        File.WriteAllText(precious, "precious");
        Directory.CreateDirectory(Path.Combine(_store.Root, "notes"));
        File.CreateSymbolicLink(_store.PathOf("notes", "notes.jsonl"), Path.Combine(_store.Folder, target));

        ShouldWarnOnceAndRecordNothing(_store.Root, "TEL2002");

        File.ReadAllText(precious).ShouldBe("precious");
    }

    [TestMethod]
    public void ASegmentThatIsAFolder()
    {
        Directory.CreateDirectory(_store.PathOf("notes", "notes.jsonl"));

        ShouldWarnOnceAndRecordNothing(_store.Root, "TEL2004");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void ASegmentThatIsANamedPipeDoesNotHoldTheHost()
    {
        Directory.CreateDirectory(Path.Combine(_store.Root, "notes"));
        Run("mkfifo", _store.PathOf("notes", "notes.jsonl"));

        ShouldWarnOnceAndRecordNothing(_store.Root, "TEL2004");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void AnotherUsersStore()
    {
        var root = "/usr";
        if (NativeFiles.Current.User == 0)
        {
            root = Directory.CreateDirectory(_store.Root).FullName;
            Run("chown", "4242", root);
        }

        ShouldWarnOnceAndRecordNothing(root, "TEL2003");
    }

    [TestMethod]
    public void ASegmentThatCannotBeReadDoesNotHideTheOthers()
    {
        using var store = _store.Open();
        store.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());
        Directory.CreateDirectory(_store.PathOf("notes", "notes.20260101T000000000Z-00000001.jsonl"));

        store.Read<Note>().Count().ShouldBe(1);
        store.Read<Note>().Count().ShouldBe(1);

        store.Warnings.ShouldHaveSingleItem().Id.ShouldBe("TEL2004");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void AFileSizeLimitEndsRecordingAndNotTheProcess()
    {
        StoreConsent.On(environment: _store.Environment);
        using var writer = WriterProcess.StartLimited("ulimit -f 100", _store.Root, "limited", 1000, "290,300,310");

        var (exitCode, acknowledged, errors) = writer.Finish();

        exitCode.ShouldBe(0);
        errors.ShouldContain("TEL2006");
        acknowledged.Count.ShouldBeInRange(50, 400);
        using var store = _store.OpenAsIs();
        store.Read<Note>().Select(note => note.Number).ShouldBe(acknowledged);
        store.Rejected.Pending.ShouldBe(1);
        store.AppendLines(Note.Stream, new Note("next", -1, "").ToBytes());
        store.Read<Note>().Select(note => note.Number).ShouldBe([.. acknowledged, -1]);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void AFileSizeLimitOfNothingEndsRecordingAndNotTheProcess()
    {
        StoreConsent.On(environment: _store.Environment);
        using var writer = WriterProcess.StartLimited("ulimit -f 0", _store.Root, "limited", 10, "10");

        var (exitCode, acknowledged, errors) = writer.Finish();

        exitCode.ShouldBe(0);
        acknowledged.ShouldBeEmpty();
        errors.ShouldContain("TEL2006");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void AFullDiskIsSaidInTheSystemsWords()
    {
        using var full = NativeFiles.Current.OpenAppend("/dev/full");

        Should.Throw<IOException>(() => NativeFiles.Current.Write(full, "x\n"u8)).Message.ShouldContain("No space left");
    }

    [TestMethod]
    public void ALockThatIsALinkDoesNotStopRecording()
    {
        Directory.CreateDirectory(Path.Combine(_store.Root, "notes"));
        File.CreateSymbolicLink(_store.PathOf("notes", ".lock"), Path.Combine(_store.Folder, "nowhere"));
        using var store = _store.Open();

        store.AppendLines(Note.Stream, new Note("a", 1, "").ToBytes());

        store.Read<Note>().Count().ShouldBe(1);
        store.Warnings.ShouldNotBeEmpty();
        File.Exists(Path.Combine(_store.Folder, "nowhere")).ShouldBeFalse();
    }

    public void Dispose() => _store.Dispose();

    private static void ShouldWarnOnceAndRecordNothing(string root, string id)
    {
        using var store = EventStore.Open(new StoreLocation(root, true, "test"));

        for (var number = 0; number < 3; number++) store.AppendLines(Note.Stream, new Note("a", number, "").ToBytes());

        store.NotRecorded.ShouldBe(3);
        store.Read<Note>().ShouldBeEmpty();
        _ = store.Streams;
        var warning = store.Warnings.ShouldHaveSingleItem();
        warning.Id.ShouldBe(id);
        warning.Message.ShouldEndWith(".");
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
