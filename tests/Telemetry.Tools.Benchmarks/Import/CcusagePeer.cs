namespace Telemetry.Tools.Benchmarks;

/// <summary>ccusage, a program in Rust that reads the same logs, fetched into <c>artifacts/bench</c> on the first run.</summary>
internal sealed class CcusagePeer
{
    /// <summary>The last version whose native program was to be had for Linux.</summary>
    public const string Version = "20.0.24";

    private readonly string _program;

    private CcusagePeer(string program) => _program = program;

    /// <summary>Fetches it where it is not there yet; <see langword="null"/> where that cannot be.</summary>
    public static CcusagePeer? TryInstall()
    {
        if (!Peer.Exists("npm")) return null;
        var folder = Directory.CreateDirectory(Path.Combine(BenchmarkFolder.Path, "ccusage")).FullName;
        var program = Path.Combine(folder, "node_modules", "@ccusage", "ccusage-linux-x64", "bin", "ccusage");
        if (!File.Exists(program))
        {
            Console.Error.WriteLine("fetching ccusage …");
            File.WriteAllText(Path.Combine(folder, "package.json"), """{ "private": true }""");
            Peer.Run("npm", ["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "ccusage@" + Version], folder);
        }

        if (!File.Exists(program)) return null;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new CcusagePeer(program);
    }

    /// <summary>Its daily report of the tree, without the start of Node.js that the installed command takes in addition.</summary>
    public MeasuredProcess Daily(string tree, string home) =>
        MeasuredProcess.Run(_program, ["daily", "--json", "--offline"], [("CLAUDE_CONFIG_DIR", tree), ("HOME", home)]);
}
