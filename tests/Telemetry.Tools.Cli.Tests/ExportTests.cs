using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Cli.Tests;

[TestClass]
public sealed class ExportTests
{
    [TestMethod]
    public void JsonIsOneArrayOfTheRecords()
    {
        using var world = Recorded();
        var records = JsonDocument.Parse(world.InStore("export", "jobs", "--format", "json").ShouldSucceed().Out).RootElement;
        records.GetArrayLength().ShouldBe(4);
        records[0].EnumerateObject().Select(p => p.Name).ShouldBe(["timestamp", "name", "duration_seconds", "exit_code"]);
    }

    [TestMethod]
    public void JsonlIsOneRecordALine()
    {
        using var world = Recorded();
        world.InStore("export", "jobs", "--format", "jsonl", "--where", "name=check").ShouldSucceed().Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }

    [TestMethod]
    public void CsvHasAHeaderAndARowARecord()
    {
        using var world = Recorded();
        var lines = world.InStore("export", "jobs", "--format", "csv").ShouldSucceed().Out.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        lines[0].ShouldBe("timestamp,name,duration_seconds,exit_code");
        lines.Length.ShouldBe(5);
    }

    [TestMethod]
    public void ExcelSafeDisarmsFormulas()
    {
        using var world = Recorded().Recorded(Samples.Jobs, "jobs", Samples.Job("=cmd()"));
        world.InStore("export", "jobs", "--format", "csv", "--excel-safe").ShouldSucceed().Out.ShouldContain("'=cmd()");
    }

    [TestMethod]
    public void AFormatThatIsNotThereNamesThoseThatAre()
    {
        using var world = Recorded();
        world.InStore("export", "jobs", "--format", "parket").ShouldFail(2, "TEL9001").Error.ShouldContain("Did you mean 'parquet'?");
        world.InStore("export", "jobs", "--format", "xlsx").ShouldFail(2, "TEL9001").Error.ShouldContain("Formats: json jsonl csv parquet trace otlp");
    }

    [TestMethod]
    public void ParquetGoesToAFileOrAPipe()
    {
        using var world = Recorded();
        world.InStore("export", "jobs", "--format", "parquet", "-o", "jobs.parquet").ShouldSucceed();
        var file = File.ReadAllBytes(world.PathTo("jobs.parquet"));
        (Encoding.ASCII.GetString(file[..4]), Encoding.ASCII.GetString(file[^4..])).ShouldBe(("PAR1", "PAR1"));
        world.InStore("export", "jobs", "--format", "parquet").ShouldSucceed().Out.ShouldBe(Encoding.UTF8.GetString(file));
        Directory.GetFiles(world.Repository).Length.ShouldBe(1);
    }

    [TestMethod]
    public void ParquetIsNotShownOnATerminal()
    {
        using var world = Recorded();
        world.Terminal = world.Terminal with { OutputIsTerminal = true };
        world.InStore("export", "jobs", "--format", "parquet").ShouldFail(2, "TEL9001").Error.ShouldContain("-o FILE");
        world.InStore("export", "jobs", "--format", "parquet", "-o", "jobs.parquet").ShouldSucceed();
    }

    [TestMethod]
    public void ParquetOfNothingIsAFile()
    {
        using var world = Recorded();
        world.InStore("export", "jobs", "--format", "parquet", "--until", "2000-01-01", "-o", "none.parquet").ShouldSucceed();
        new FileInfo(world.PathTo("none.parquet")).Length.ShouldBeGreaterThan(12);
    }

    [TestMethod]
    [DataRow("trace", "traceEvents", 5)]
    [DataRow("otlp", "resourceSpans", 1)]
    public void TraceAndOtlpAreOneJsonObject(string format, string name, int items)
    {
        using var world = Recorded();
        var root = JsonDocument.Parse(world.InStore("export", "jobs", "--format", format).ShouldSucceed().Out).RootElement;
        root.GetProperty(name).GetArrayLength().ShouldBe(items);
    }

    [TestMethod]
    public void AnErrorWithoutANextStepOfItsOwnNamesTheHelp()
    {
        using var world = Recorded();
        world.InStore("export", "jobs", "--since", "2026-11-02", "--until", "2026-11-01").ShouldFail(2, "TEL9001").Error.ShouldEndWith("\n  See: dotnet telemetry export --help\n");
    }

    [TestMethod]
    public void AFailedExportLeavesTheOldFile()
    {
        using var world = Recorded();
        var old = world.Write("out.json", "old");
        world.InStore("export", "jobs", "--where", "nmae=x", "-o", "out.json").ExitCode.ShouldBe(2);
        File.ReadAllText(old).ShouldBe("old");
        Directory.GetFiles(world.Repository).Length.ShouldBe(1);
    }

    private static ToolWorld Recorded() => new ToolWorld().Recorded(Samples.Jobs, "jobs", Samples.FourJobs);
}
