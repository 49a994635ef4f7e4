// Copies a built service into a folder, as a deployment would, and records each step as a typed event.
using System.Diagnostics;
using Contoso.Telemetry;
using Telemetry.Tools;

if (args.Length < 2)
{
    Console.Error.WriteLine("usage: Deployer TARGET-FOLDER GROUP [broken] SERVICE=FOLDER …");
    return 2;
}

var group = args[1].Length == 0 ? null : args[1];
var broken = args.Contains("broken");
var services = args.Skip(2).Where(argument => argument != "broken").ToList();

using var store = EventStore.Open();
var worst = 0;
foreach (var service in services)
{
    var started = DateTimeOffset.UtcNow;
    var clock = Stopwatch.StartNew();
    var (name, folder) = service.Split('=', 2) is [var left, var right] ? (left, right) : (service, service);
    var (files, exitCode) = Deploy(name, folder, Path.Combine(args[0], name), broken && name == "Storefront");
    store.Append(new DeployStep
    {
        Timestamp = started,
        Service = name,
        Group = group,
        Version = File.GetLastWriteTimeUtc(folder).ToString("O"),
        Files = files,
        DurationSeconds = clock.Elapsed.TotalSeconds,
        ExitCode = exitCode,
    });
    worst = Math.Max(worst, exitCode);
}

return worst;

static (int Files, int ExitCode) Deploy(string name, string from, string to, bool broken)
{
    if (broken)
    {
        Console.Error.WriteLine($"{name}: the target refused the files");
        return (0, 3);
    }

    Directory.CreateDirectory(to);
    var files = Directory.GetFiles(from);
    foreach (var file in files) File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    return (files.Length, 0);
}
