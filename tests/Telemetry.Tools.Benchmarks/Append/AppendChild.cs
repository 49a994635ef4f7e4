using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Benchmarks;

/// <summary>One of the writing processes: warms up elsewhere, waits for the word, writes, and says how much processor time that took.</summary>
internal static class AppendChild
{
    public const string Switch = "--child";
    private const int SettleMilliseconds = 300;
    private const int WarmUpBytes = 4 * 1024 * 1024;

    public static string[] Arguments(AppendMethod method, string folder, int writer, int count, int bytes) =>
        ["append", Switch, method.Name, folder, Text(writer), Text(count), Text(bytes)];

    public static int Run(string[] args)
    {
        var method = AppendMethod.All.Single(candidate => candidate.Name == args[1]);
        var folder = args[2];
        var writer = Number(args[3]);
        var lines = Enumerable.Range(0, Number(args[4])).Select(number => LineOf(writer, number, Number(args[5]))).ToArray();
        WarmUp(method, Path.Combine(folder, $"warm-{writer}"), lines[0]);
        using var sink = method.Open(Path.Combine(folder, "lines"));
        Console.WriteLine("ready");
        Console.ReadLine();
        var start = Environment.CpuUsage.TotalTime;
        foreach (var line in lines) sink.Append(line);
        Console.WriteLine((Environment.CpuUsage.TotalTime - start).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    public static byte[] LineOf(int writer, int number, int bytes)
    {
        var start = $$"""{"w":{{writer}},"n":{{number}},"t":" """[..^1];
        return Encoding.ASCII.GetBytes(start + new string((char)('a' + (writer % 26)), Math.Max(0, bytes - start.Length - 3)) + "\"}\n");
    }

    private static void WarmUp(AppendMethod method, string folder, byte[] line)
    {
        Directory.CreateDirectory(folder);
        // Two of them, and enough for several segments: each meets one that it has closed itself and one that the other has.
        using (var first = method.Open(folder))
        using (var second = method.Open(folder))
        {
            var lines = WarmUpBytes / line.Length;
            for (var number = 0; number < lines; number++) (number % 2 == 0 ? first : second).Append(line);
        }

        // Compiling in the background must not be measured.
        Thread.Sleep(SettleMilliseconds);
        Directory.Delete(folder, recursive: true);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
