using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class OpenApiTests
{
    /// <summary>The document is part of the contract. TELEMETRY_UPDATE_OPENAPI=1 writes it anew; look at the difference before it is committed.</summary>
    [TestMethod]
    public async Task TheCommittedDocumentIsTheOneThatTheServerGives()
    {
        await using var world = await ServerWorld.StartAsync();
        var document = (await world.GetAsync("/openapi/v1.json")).ShouldBe(200).Body.ReplaceLineEndings("\n") + "\n";
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourcePath())!, "..", "..", "..", "docs", "openapi.json"));
        if (Environment.GetEnvironmentVariable("TELEMETRY_UPDATE_OPENAPI") == "1") await File.WriteAllTextAsync(path, document);
        (await File.ReadAllTextAsync(path)).ShouldBe(document);
    }

    private static string SourcePath([CallerFilePath] string path = "") => path;
}
