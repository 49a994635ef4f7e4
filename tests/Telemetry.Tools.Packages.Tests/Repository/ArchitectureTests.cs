using System.Xml.Linq;

namespace Telemetry.Tools.Packages.Tests;

/// <summary>The picture of the house in src/README.md, held against the project files.</summary>
[TestClass]
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Telemetry.Tools"] = [],
        ["Telemetry.Tools.Schema"] = [],
        ["Telemetry.Tools.Charts"] = [],
        ["Telemetry.Tools.Generator"] = ["Telemetry.Tools.Schema"],
        ["Telemetry.Tools.MSBuild"] = ["Telemetry.Tools", "Telemetry.Tools.Schema"],
        ["Telemetry.Tools.Analytics"] = ["Telemetry.Tools", "Telemetry.Tools.Schema"],
        ["Telemetry.Tools.Extensions.AI"] = ["Telemetry.Tools"],
        ["Telemetry.Tools.Reports"] = ["Telemetry.Tools.Analytics", "Telemetry.Tools.Charts"],
        ["Telemetry.Tools.Server"] = ["Telemetry.Tools", "Telemetry.Tools.Schema", "Telemetry.Tools.Analytics", "Telemetry.Tools.Charts", "Telemetry.Tools.Reports"],
        ["Telemetry.Tools.Cli"] = ["Telemetry.Tools", "Telemetry.Tools.Schema", "Telemetry.Tools.Analytics", "Telemetry.Tools.Charts", "Telemetry.Tools.Reports", "Telemetry.Tools.Server"],
    };

    private static readonly Dictionary<string, string[]> ForbiddenPackages = new(StringComparer.Ordinal)
    {
        ["Telemetry.Tools"] = ["*"],
        ["Telemetry.Tools.Schema"] = ["*"],
        ["Telemetry.Tools.Analytics"] = ["Spectre", "Microsoft.AspNetCore"],
    };

    public static IEnumerable<object[]> Projects => Directory.GetFiles(RepositoryFolder.PathTo("src"), "*.csproj", SearchOption.AllDirectories).Select(path => new object[] { path });

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void AProjectReferencesOnlyWhatThePictureAllows(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        Allowed.ShouldContainKey(name, "a new project needs a place in the picture (src/README.md) and here");

        var references = XDocument.Load(path).Descendants("ProjectReference")
            .Where(reference => !IsNoAssemblyReference(reference))
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        references.Except(Allowed[name]).ShouldBeEmpty();
    }

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void AProjectUsesNoPackageThatItsWallKeepsOut(string path)
    {
        var forbidden = ForbiddenPackages.GetValueOrDefault(Path.GetFileNameWithoutExtension(path), []);
        var packages = XDocument.Load(path).Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value);
        packages.Where(package => forbidden.Any(word => word == "*" || package.StartsWith(word, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [TestMethod]
    public void EveryProjectInThePictureExistsAndStandsInTheSolution()
    {
        var solution = File.ReadAllText(RepositoryFolder.PathTo("Telemetry.Tools.sln"));
        var picture = File.ReadAllText(RepositoryFolder.PathTo("src", "README.md"));
        foreach (var name in Allowed.Keys)
        {
            File.Exists(RepositoryFolder.PathTo("src", name, name + ".csproj")).ShouldBeTrue(name);
            solution.ShouldContain($"\"{name}\"");
            picture.ShouldContain(name);
        }
    }

    [TestMethod]
    public void EveryTestProjectStandsInTheSolution()
    {
        var solution = File.ReadAllText(RepositoryFolder.PathTo("Telemetry.Tools.sln"));
        var projects = Directory.GetFiles(RepositoryFolder.PathTo("tests"), "*.Tests.csproj", SearchOption.AllDirectories);
        projects.Length.ShouldBeGreaterThan(5);
        foreach (var project in projects) solution.ShouldContain($"\"{Path.GetFileNameWithoutExtension(project)}\"");
    }

    [TestMethod]
    public void VersionsAreCentralAndExact()
    {
        var central = XDocument.Load(RepositoryFolder.PathTo("eng", "Packages.props")).Descendants("PackageVersion").ToList();
        central.Count.ShouldBeGreaterThan(5);
        central.ShouldAllBe(package => package.Attribute("Version")!.Value.StartsWith('['));
        foreach (var project in Directory.GetFiles(RepositoryFolder.PathTo("src"), "*.csproj", SearchOption.AllDirectories))
        {
            XDocument.Load(project).Descendants("PackageReference").ShouldAllBe(package => package.Attribute("Version") == null);
        }
    }

    private static bool IsNoAssemblyReference(XElement reference) =>
        string.Equals((reference.Attribute("ReferenceOutputAssembly") ?? (object?)reference.Element("ReferenceOutputAssembly")) switch
        {
            XAttribute attribute => attribute.Value,
            XElement element => element.Value,
            _ => null,
        }, "false", StringComparison.OrdinalIgnoreCase);
}
