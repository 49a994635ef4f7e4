namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class StoreConsentTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private string Marker => Path.Combine(_store.Root, "enabled");

    private string Key => Path.Combine(_store.Root, "hash.key");

    [TestMethod]
    public void TurningOnMakesAPrivateFolderAPrivateKeyAndAMarker()
    {
        var change = StoreConsent.On(environment: _store.Environment);

        change.Files.ShouldBe([Key, Marker]);
        new FileInfo(Key).Length.ShouldBe(32);
        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(_store.Root).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(_store.Root)) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [TestMethod]
    public void TurningOnTwiceChangesNothingMore()
    {
        StoreConsent.On(environment: _store.Environment);
        var key = File.ReadAllBytes(Key);
        var machine = File.ReadAllText(Path.Combine(_store.Root, "machine.id"));

        StoreConsent.On(environment: _store.Environment).Files.ShouldBeEmpty();

        File.ReadAllBytes(Key).ShouldBe(key);
        File.ReadAllText(Path.Combine(_store.Root, "machine.id")).ShouldBe(machine);
    }

    [TestMethod]
    public void TurningOffKeepsTheData()
    {
        using (var store = _store.Open()) store.AppendLines(Note.Stream, new Note("a", 1, "kept").ToBytes());

        StoreConsent.Off(environment: _store.Environment).Files.ShouldBe([Marker]);
        StoreConsent.Off(environment: _store.Environment).Files.ShouldBeEmpty();

        using var off = _store.OpenAsIs();
        off.IsEnabled.ShouldBeFalse();
        off.AppendLines(Note.Stream, new Note("a", 2, "not recorded").ToBytes());
        off.Read<Note>().ShouldHaveSingleItem().Text.ShouldBe("kept");
    }

    [TestMethod]
    public void ARepositoryIsNotedInTheUsersMarkerAndKeepsItsStoreOutOfGit()
    {
        var repository = Directory.CreateDirectory(Path.Combine(_store.Folder, "a repository")).FullName;

        StoreConsent.OnRepository(repository, _store.Environment);
        StoreConsent.OnRepository(repository, _store.Environment).Files.ShouldBeEmpty();

        File.ReadAllLines(Marker).ShouldBe([Path.Combine(repository, ".telemetry")]);
        File.ReadAllText(Path.Combine(repository, ".telemetry", ".gitignore")).ShouldBe("*\n");
    }

    [TestMethod]
    public void TurningARepositoryOffLeavesTheOthersAndTheUsersStoreAsTheyWere()
    {
        StoreConsent.On(environment: _store.Environment);
        var first = Path.Combine(_store.Folder, "first");
        var second = Path.Combine(_store.Folder, "second");
        StoreConsent.OnRepository(first, _store.Environment);
        StoreConsent.OnRepository(second, _store.Environment);

        StoreConsent.OffRepository(first, _store.Environment);

        File.ReadAllLines(Marker).ShouldBe(["user", Path.Combine(second, ".telemetry")]);
        StoreConsent.Off(environment: _store.Environment);
        File.ReadAllLines(Marker).ShouldBe([Path.Combine(second, ".telemetry")]);
        StoreConsent.OffRepository(second, _store.Environment);
        File.Exists(Marker).ShouldBeFalse();
    }

    [TestMethod]
    public void ConsentGivenByTouchSurvivesARepositoryBeingAdded()
    {
        Directory.CreateDirectory(_store.Root);
        File.WriteAllText(Marker, "");

        StoreConsent.OnRepository(Path.Combine(_store.Folder, "r"), _store.Environment);

        StoreLocator.Locate(null, _store.Folder, _store.Environment).IsEnabled.ShouldBeTrue();
    }

    [TestMethod]
    public void AKeyThatOthersMayReadIsReplacedByTurningOn()
    {
        StoreConsent.On(environment: _store.Environment);
        var chosenByOthers = new byte[32];
        File.WriteAllBytes(Key, chosenByOthers);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        StoreConsent.On(environment: _store.Environment).Files.ShouldBe([Key]);

        File.ReadAllBytes(Key).ShouldNotBe(chosenByOthers);
    }

    [TestMethod]
    public void AStorePathThatIsAFileIsAClearError()
    {
        File.WriteAllText(_store.Root, "");

        var error = Should.Throw<StoreException>(() => StoreConsent.On(environment: _store.Environment));

        error.Id.ShouldBe("TEL2001");
        error.Message.ShouldContain("TELEMETRY_STORE");
    }

    [TestMethod]
    public void AStoreThatIsALinkIsRefused()
    {
        var real = Directory.CreateDirectory(Path.Combine(_store.Folder, "real")).FullName;
        Directory.CreateSymbolicLink(_store.Root, real);

        Should.Throw<StoreException>(() => StoreConsent.On(environment: _store.Environment)).Id.ShouldBe("TEL2002");
        Directory.GetFileSystemEntries(real).ShouldBeEmpty();
    }

    [TestMethod]
    public void ManyThatTurnOnAtOnceAgreeOnOneKey()
    {
        var path = Path.Combine(_store.Folder, "raced");

        Parallel.For(0, 32, _ => StoreConsent.On(path, _store.Environment));

        Directory.GetFiles(path).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["enabled", "hash.key", "machine.id"]);
        new FileInfo(Path.Combine(path, "hash.key")).Length.ShouldBe(32);
    }

    public void Dispose() => _store.Dispose();
}
