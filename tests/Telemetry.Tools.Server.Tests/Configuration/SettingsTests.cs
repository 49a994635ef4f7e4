using System.Collections;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class SettingsTests
{
    [TestMethod]
    public void TheCommandLineWinsOverTheEnvironmentOverTheFile()
    {
        var folder = Folder("""{ "urls": "http://127.0.0.1:1", "max_items": 7, "cache_seconds": 9 } // comment""");
        var settings = Read(folder, new Hashtable { ["TELEMETRY_SERVER__URLS"] = "http://127.0.0.1:2", ["TELEMETRY_SERVER__MAX_ITEMS"] = "8", ["OTHER"] = "x" }, ("urls", "http://127.0.0.1:3;http://[::1]:4"));
        settings.Urls.Select(url => url.Port).ShouldBe([3, 4]);
        settings.MaxItems.ShouldBe(8);
        settings.CacheSeconds.ShouldBe(9);
        settings.RequestsPerMinute.ShouldBe(0);
    }

    [TestMethod]
    [DataRow("""{ "url": "http://127.0.0.1:1" }""", "'url'")]
    [DataRow("""{ "url": "http://127.0.0.1:1" }""", "Did you mean 'urls'?")]
    [DataRow("""{ "urls": "127.0.0.1" }""", "no address")]
    [DataRow("""{ "urls": "https://127.0.0.1:1" }""", "TLS")]
    [DataRow("""{ "server_name": "eu 1" }""", "letters, digits")]
    [DataRow("""{ "max_items": 0 }""", "from 1 to 10000")]
    [DataRow("""{ "max_items": "many" }""", "whole number")]
    [DataRow("""{ "read_database": "Host=x" }""", "needs 'database'")]
    [DataRow("""{ "max_items": """, "no JSON")]
    [DataRow("[]", "no JSON object")]
    public void AWrongSettingIsNamed(string file, string message)
    {
        var error = Should.Throw<ServerException>(() => Read(Folder(file), new Hashtable()));
        error.Id.ShouldBe(ServerDiagnostics.BadSetting);
        error.Message.ShouldContain(message);
    }

    [TestMethod]
    public void AConnectionStringIsNeverRepeatedInAnError() =>
        Should.Throw<ServerException>(() => Read(Folder("{}"), new Hashtable { ["TELEMETRY_SERVER__DATABASE"] = "Host=x;Password=hunter2", ["TELEMETRY_SERVER__NOPE"] = "1" })).Message.ShouldNotContain("hunter2");

    [TestMethod]
    public void TheCommittedExampleHoldsEverySettingWithItsDefault()
    {
        var path = Path.Combine(RepositoryRoot, "docs", SettingsReader.FileName);
        var settings = Read(Folder(File.ReadAllText(path)), new Hashtable());
        var defaults = new ServerSettings { DataFolder = "x" };
        settings.Urls.ShouldBe(defaults.Urls);
        (settings with { DataFolder = "x", Urls = defaults.Urls }).ShouldBe(defaults);
        foreach (var setting in SettingsReader.Known) File.ReadAllText(path).ShouldContain($"\"{setting.Name}\"");
    }

    [TestMethod]
    public async Task OneServerUsesAFolderAtATime()
    {
        await using var world = await ServerWorld.StartAsync();
        var error = await Should.ThrowAsync<ServerException>(() => ServerWorld.StartAsync(folder: world.Settings.DataFolder));
        error.Id.ShouldBe(ServerDiagnostics.FolderInUse);
    }

    [TestMethod]
    public async Task AnAddressThatOthersReachNeedsAKey()
    {
        var folder = ServerWorld.NewFolder();
        var settings = new ServerSettings { DataFolder = folder, Urls = [new Uri("http://0.0.0.0:0")] };
        var error = await Should.ThrowAsync<ServerException>(() => AnalyticsServer.StartAsync(settings));
        error.Id.ShouldBe(ServerDiagnostics.KeyNeeded);
        error.IsUsage.ShouldBeTrue();
        error.NextStep!.ShouldContain("keys create");
        new KeyAdministration(settings).Create("k", "default", ServerRole.Admin);
        await using var server = await AnalyticsServer.StartAsync(settings);
        using var client = new HttpClient();
        (await client.GetAsync($"http://127.0.0.1:{server.Addresses[0].Port}/metrics")).StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
    }

    [TestMethod]
    public async Task APortThatIsTakenIsAClearError()
    {
        await using var world = await ServerWorld.StartAsync();
        var error = await Should.ThrowAsync<ServerException>(() => ServerWorld.StartAsync(change: settings => settings with { Urls = [world.Address] }));
        error.Id.ShouldBe(ServerDiagnostics.CannotListen);
    }

    [TestMethod]
    public void TheFolderAndTheDatabaseAreTheirUsersOwn()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = ServerWorld.NewFolder();
        AnalyticsServer.SetUp(new ServerSettings { DataFolder = folder });
        File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(DataFolder.DatabasePath(folder)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static string RepositoryRoot => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourcePath())!, "..", "..", ".."));

    private static string SourcePath([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    private static string Folder(string file)
    {
        var folder = Directory.CreateTempSubdirectory("telemetry-settings-").FullName;
        File.WriteAllText(Path.Combine(folder, SettingsReader.FileName), file);
        return folder;
    }

    private static ServerSettings Read(string folder, IDictionary environment, params (string Name, string Value)[] commandLine) =>
        SettingsReader.Read(folder, environment, commandLine.ToDictionary(pair => pair.Name, pair => pair.Value));
}
