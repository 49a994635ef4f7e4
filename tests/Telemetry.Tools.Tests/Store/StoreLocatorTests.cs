namespace Telemetry.Tools.Tests;

[TestClass]
public sealed class StoreLocatorTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    [TestMethod]
    public void WithoutAMarkerTheUsersStoreIsOff()
    {
        var location = Locate();

        location.Root.ShouldBe(_store.Root);
        location.IsEnabled.ShouldBeFalse();
        location.Reason.ShouldContain("no marker");
    }

    [TestMethod]
    public void AnEmptyMarkerIsEnough()
    {
        Write(Path.Combine(_store.Root, "enabled"), "");

        Locate().IsEnabled.ShouldBeTrue();
    }

    [TestMethod]
    [DataRow("DO_NOT_TRACK", "1", false)]
    [DataRow("DO_NOT_TRACK", "yes", false)]
    [DataRow("DO_NOT_TRACK", "0", true)]
    [DataRow("DO_NOT_TRACK", "false", true)]
    [DataRow("DO_NOT_TRACK", "", true)]
    [DataRow("TELEMETRY", "0", false)]
    [DataRow("TELEMETRY", "off", false)]
    [DataRow("TELEMETRY", "False", false)]
    [DataRow("TELEMETRY", "1", true)]
    [DataRow("TELEMETRY", "", true)]
    public void TheEnvironmentWinsOverConsent(string variable, string value, bool isEnabled)
    {
        StoreConsent.On(environment: _store.Environment);
        _store[variable] = value;

        var location = Locate();

        location.IsEnabled.ShouldBe(isEnabled);
        location.HasConsent.ShouldBeTrue();
        if (!isEnabled) location.Reason.ShouldBe($"{variable}={value}");
    }

    [TestMethod]
    public void AnExplicitPathWinsOverTheVariableAndNeedsItsOwnMarker()
    {
        var named = Path.Combine(_store.Folder, "named");
        _store["TELEMETRY_STORE"] = Path.Combine(_store.Folder, "other");
        StoreConsent.On(environment: _store.Environment);

        Locate(named).ShouldSatisfyAllConditions(it => it.Root.ShouldBe(named), it => it.IsEnabled.ShouldBeFalse(), it => it.Source.ShouldBe(StoreSource.Explicit));
        Write(Path.Combine(named, "enabled"), "");
        Locate("named/").ShouldSatisfyAllConditions(it => it.Root.ShouldBe(named), it => it.IsEnabled.ShouldBeTrue());
    }

    [TestMethod]
    public void TheVariableNamesAStoreThatIsOnWhenItHoldsAMarker()
    {
        var named = Path.Combine(_store.Folder, "by variable");
        _store["TELEMETRY_STORE"] = named;
        Write(Path.Combine(named, "enabled"), "");

        Locate().ShouldSatisfyAllConditions(it => it.Root.ShouldBe(named), it => it.IsEnabled.ShouldBeTrue(), it => it.Source.ShouldBe(StoreSource.Environment));
    }

    [TestMethod]
    public void AMarkerThatCameWithARepositoryCountsForNothing()
    {
        var repository = MakeRepository();
        Write(Path.Combine(repository, ".telemetry", "enabled"), "");

        Locate(start: repository).ShouldSatisfyAllConditions(it => it.Root.ShouldBe(_store.Root), it => it.IsEnabled.ShouldBeFalse());
        StoreConsent.On(environment: _store.Environment);
        Locate(start: repository).ShouldSatisfyAllConditions(it => it.Root.ShouldBe(_store.Root), it => it.IsEnabled.ShouldBeTrue());
    }

    [TestMethod]
    public void ARepositoryThatThisUserTurnedOnHasItsOwnStore()
    {
        var repository = MakeRepository();
        var below = Directory.CreateDirectory(Path.Combine(repository, "src", "deep")).FullName;
        StoreConsent.OnRepository(repository, _store.Environment);

        Locate(start: below).ShouldSatisfyAllConditions(
            it => it.Root.ShouldBe(Path.Combine(repository, ".telemetry")), it => it.IsEnabled.ShouldBeTrue(), it => it.Source.ShouldBe(StoreSource.Repository));
    }

    [TestMethod]
    public void TurningOneRepositoryOnDoesNotTurnOnTheUsersStore()
    {
        StoreConsent.OnRepository(MakeRepository(), _store.Environment);

        Locate().ShouldSatisfyAllConditions(it => it.Root.ShouldBe(_store.Root), it => it.IsEnabled.ShouldBeFalse(), it => it.Reason.ShouldContain("other repositories"));
    }

    [TestMethod]
    public void TheNearestRepositoryDecidesAndAWorktreesGitFileIsOne()
    {
        var outer = MakeRepository();
        var inner = Path.Combine(outer, "inner");
        Write(Path.Combine(inner, ".git"), "gitdir: elsewhere");
        StoreConsent.OnRepository(outer, _store.Environment);

        Locate(start: inner).Root.ShouldBe(_store.Root);
        StoreConsent.OnRepository(inner, _store.Environment);
        Locate(start: inner).Root.ShouldBe(Path.Combine(inner, ".telemetry"));
    }

    [TestMethod]
    public void WithoutAHomeThereIsNoStoreAndNoCrash()
    {
        var around = _store.Environment with { Home = null };

        var location = StoreLocator.Locate(environment: around);

        location.ShouldSatisfyAllConditions(it => it.Root.ShouldBeEmpty(), it => it.IsEnabled.ShouldBeFalse(), it => it.Reason.ShouldBe("no home folder"));
        Should.Throw<StoreException>(() => StoreConsent.On(environment: around)).Id.ShouldBe("TEL2013");
    }

    [TestMethod]
    public void AHomeThatIsAFileIsNoCrash()
    {
        var file = Path.Combine(_store.Folder, "home-file");
        Write(file, "x");

        StoreLocator.Locate(environment: _store.Environment with { Home = file }).IsEnabled.ShouldBeFalse();
    }

    public void Dispose() => _store.Dispose();

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private StoreLocation Locate(string? path = null, string? start = null) => StoreLocator.Locate(path, start ?? _store.Folder, _store.Environment);

    private string MakeRepository()
    {
        var repository = Path.Combine(_store.Folder, "repository");
        Directory.CreateDirectory(Path.Combine(repository, ".git"));
        return repository;
    }
}
