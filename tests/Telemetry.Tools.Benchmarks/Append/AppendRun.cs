using System.Diagnostics;
using System.Globalization;

namespace Telemetry.Tools.Benchmarks;

/// <summary>Several processes write into one file at once; then every line is looked for.</summary>
/// <param name="Milliseconds">From the word to the last process's end.</param>
/// <param name="CpuMilliseconds">Processor time of all of them.</param>
/// <param name="Lost">Lines that are nowhere.</param>
/// <param name="Torn">Lines in the file that nobody wrote so.</param>
/// <param name="Files">How many files hold them.</param>
internal sealed record AppendRun(double Milliseconds, double CpuMilliseconds, int Lost, int Torn, int Files)
{
    public static AppendRun Of(AppendMethod method, int writers, int count, int bytes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(BenchmarkFolder.Path, "append")).FullName;
        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Path.Combine(folder, "lines"));
        try
        {
            var (milliseconds, cpu) = Write(method, folder, writers, count, bytes);
            return Check(Path.Combine(folder, "lines"), milliseconds, cpu, writers, count, bytes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (double Milliseconds, double Cpu) Write(AppendMethod method, string folder, int writers, int count, int bytes)
    {
        var children = Enumerable.Range(0, writers).Select(writer => Start(AppendChild.Arguments(method, folder, writer, count, bytes))).ToList();
        foreach (var child in children) Expect(child);
        var start = Stopwatch.GetTimestamp();
        foreach (var child in children) child.StandardInput.WriteLine("go");
        var cpu = children.Sum(child => double.Parse(Expect(child), CultureInfo.InvariantCulture));
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        foreach (var child in children)
        {
            child.WaitForExit();
            if (child.ExitCode != 0) throw new InvalidOperationException($"A writer of '{method.Name}' ended with {child.ExitCode}.");
            child.Dispose();
        }

        return (elapsed, cpu);
    }

    private static Process Start(string[] arguments)
    {
        var self = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(AppendRun).Assembly.Location] : [];
        var start = new ProcessStartInfo(self, [.. program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };

        // 4,000 lines are over before the runtime has compiled its hot methods for good; each method of appending is measured in the state that a longer run reaches.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        return Process.Start(start)!;
    }

    private static string Expect(Process child) =>
        child.StandardOutput.ReadLine() ?? throw new InvalidOperationException("A writer ended before its time.");

    private static AppendRun Check(string folder, double milliseconds, double cpu, int writers, int count, int bytes)
    {
        var missing = new HashSet<string>(writers * count);
        for (var writer = 0; writer < writers; writer++)
        {
            for (var number = 0; number < count; number++) missing.Add(Key(writer, number));
        }

        var torn = 0;
        var files = Directory.GetFiles(folder, "*.jsonl", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            using var reader = LineReader.Open(file);
            for (var status = reader.Next(); status != LineStatus.End; status = reader.Next())
            {
                if (status != LineStatus.Line || !IsExpected(reader.Line, bytes, out var key) || !missing.Remove(key)) torn++;
            }
        }

        return new AppendRun(milliseconds, cpu, missing.Count, torn, files.Length);
    }

    private static bool IsExpected(ReadOnlySpan<byte> line, int bytes, out string key)
    {
        key = string.Empty;
        var json = new System.Text.Json.Utf8JsonReader(line);
        try
        {
            json.Read();
            json.Read();
            json.Read();
            var writer = json.GetInt32();
            json.Read();
            json.Read();
            var number = json.GetInt32();
            key = Key(writer, number);
            return line.SequenceEqual(AppendChild.LineOf(writer, number, bytes).AsSpan()[..^1]);
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static string Key(int writer, int number) => string.Create(CultureInfo.InvariantCulture, $"{writer}/{number}");
}
