namespace Telemetry.Tools.MSBuild.Tests;

[TestClass]
public sealed class DefaultTargetsTests
{
    [TestMethod]
    [DataRow("App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><Target Name="Sync" /></Project>""", "Build")]
    [DataRow("App.csproj", """<Project Sdk="Microsoft.NET.Sdk" DefaultTargets="Sync; Apply" />""", "Sync,Apply")]
    [DataRow("a.proj", """<Project><!-- x --><PropertyGroup /><Target Name="First" /><Target Name="Second" /></Project>""", "First")]
    [DataRow("a.proj", "<Project />", "Build")]
    [DataRow("a.proj", "not xml", "Build")]
    [DataRow("All.sln", "Microsoft Visual Studio Solution File", "Build")]
    public void AProjectsFileTellsItsDefaultTargets(string name, string text, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("telemetry-msbuild-");
        try
        {
            var file = Path.Combine(folder.FullName, name);
            File.WriteAllText(file, text);
            string.Join(',', DefaultTargets.Of(file)).ShouldBe(expected);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void AFileThatIsGoneBuildsBuild() => DefaultTargets.Of("/none/such.proj").ShouldBe(["Build"]);
}
