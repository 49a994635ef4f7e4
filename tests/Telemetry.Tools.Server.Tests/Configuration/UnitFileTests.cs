using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Telemetry.Tools.Server.Tests;

[TestClass]
public sealed class UnitFileTests
{
    private const string Program = "/opt/telemetry/dotnet-telemetry";

    [TestMethod]
    public async Task SystemdAcceptsTheUnitFile()
    {
        var unit = await File.ReadAllTextAsync(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourcePath())!, "..", "..", "..", "docs", "deploy", "telemetry-server.service")));
        unit.ShouldContain($"ExecStart={Program} serve");
        var folder = Directory.CreateTempSubdirectory("telemetry-unit-").FullName;
        var path = Path.Combine(folder, "telemetry-server.service");
        // A program that is there: the file is checked, not this machine.
        await File.WriteAllTextAsync(path, unit.Replace(Program, "/bin/true", StringComparison.Ordinal));
        using var process = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", path]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, said);
        said.ShouldNotContain(path);
    }

    private static string SourcePath([CallerFilePath] string path = "") => path;
}
