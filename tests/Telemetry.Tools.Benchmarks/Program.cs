using Telemetry.Tools.Benchmarks;

var benchmarks = typeof(IBenchmark).Assembly.GetTypes()
    .Where(type => type.IsClass && typeof(IBenchmark).IsAssignableFrom(type))
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
    .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)
    .ToList();

var chosen = benchmarks.Find(benchmark => args.Length > 0 && benchmark.Name == args[0]);
if (chosen is not null) return chosen.Run(args[1..]);

Console.Error.WriteLine(args.Length == 0 ? "Name a benchmark:" : $"There is no benchmark '{args[0]}'. There are:");
foreach (var benchmark in benchmarks) Console.Error.WriteLine($"  {benchmark.Name,-10} {benchmark.Description}");
return 2;
