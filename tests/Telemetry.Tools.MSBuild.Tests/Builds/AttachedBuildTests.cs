using Telemetry.Tools.Cli;

namespace Telemetry.Tools.MSBuild.Tests;

/// <summary>Builds that read an attached response file.</summary>
[TestClass]
public sealed class AttachedBuildTests
{
    private const string Project = """<Project><Target Name="Build" /></Project>""";

    [TestMethod]
    [DataRow("home")]
    [DataRow("with space")]
    [DataRow("quo'te")]
    [DataRow("semi;colon")]
    [DataRow("größe-名前")]
    [DataRow("per%cent%41%USER%")]
    [DataRow("$(HOME)-*,#&")]
    public void AnyHomeServesTheLoggerAndThePackage(string name)
    {
        using var world = new BuildWorld(name);
        Attach(world);
        world.Write("a.proj", Project);
        world.Dotnet(Watch.Nothing, "msbuild", "a.proj").ShouldEndWith(0);
        world.TakeTargets().ShouldBe(["Build=0"]);

        // The package's own folder stands in the home folder too, as it does where nobody sets NUGET_PACKAGES.
        var package = Path.Combine(world.Home, ".nuget");
        Copy(Path.GetDirectoryName(Path.GetDirectoryName(BuildWorld.Targets)!)!, package);
        var import = Path.Combine(package, "build", "Telemetry.Tools.MSBuild.targets");
        world.Write("b.proj", $"""<Project><ItemGroup><TelemetryTarget Include="Sync" /></ItemGroup><Import Project="{Escape(import)}" /><Target Name="Sync" /></Project>""");
        world.Dotnet(Watch.Nothing, "msbuild", "b.proj", "-t:Sync", "-noAutoResponse").ShouldEndWith(0);
        world.TakeTargets().ShouldBe(["Sync=0"]);
    }

    [TestMethod]
    public void EveryCommandIsAttached()
    {
        using var world = new BuildWorld();
        Attach(world);
        world.Write("App/App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup></Project>""");
        world.Write("App/App.cs", """System.Console.WriteLine("it runs");""");
        foreach (var (command, expected) in new[]
        {
            ("restore", "Restore"), ("build --no-restore", "Build"), ("run --no-restore", "Build"), ("publish --no-restore", "Publish"), ("pack --no-restore", "Pack"), ("clean", "Clean"),
        })
        {
            string[] words = [.. command.Split(' ')];
            string[] project = words[0] == "run" ? ["--project", "App"] : ["App"];
            world.Dotnet(Watch.Nothing, [words[0], .. project, .. words[1..]]).ShouldEndWith(0);
            world.TakeTargets().ShouldBe([expected + "=0"], command);
        }
    }

    [TestMethod]
    public void AColleagueWithoutTheFilesGetsOneLineAndAGoodBuild()
    {
        using var world = new BuildWorld();
        world.Write("a.proj", Project);
        var plain = world.Dotnet(Watch.Nothing, "msbuild", "a.proj").ShouldEndWith(0);
        Attach(world);
        world.Set("HOME", Directory.CreateDirectory(Path.Combine(world.Root, "colleague")).FullName);
        var build = world.Dotnet(Watch.Nothing, "msbuild", "a.proj").ShouldEndWith(0);
        build.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(plain.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length + 1);
        build.Output.ShouldContain("BuildLogger");
        world.Runs().ShouldBeEmpty();
    }

    private static void Attach(BuildWorld world) => new LoggerAttachment(BuildWorld.LoggerFolder, world.Home).Attach(world.Sample).Effect.ShouldBe(AttachmentEffect.Created);

    /// <summary>A path as an MSBuild file says it.</summary>
    private static string Escape(string path) =>
        string.Concat(path.Select(letter => char.IsLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_' or ' ' ? letter.ToString() : FormattableString.Invariant($"%{(int)letter:X2}")));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
