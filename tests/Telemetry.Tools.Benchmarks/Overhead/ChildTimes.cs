using System.Runtime.InteropServices;

namespace Telemetry.Tools.Benchmarks;

/// <summary>CPU time of this process's children that have ended, with theirs: getrusage(RUSAGE_CHILDREN), Linux and macOS.</summary>
internal static class ChildTimes
{
    private const int Children = -1;

    /// <summary>User and system time so far, in milliseconds.</summary>
    public static double Milliseconds()
    {
        // struct rusage begins with two struct timeval; the rest, at most 14 longs, is not looked at. macOS pads its microseconds to eight bytes as well.
        var usage = new long[32];
        if (GetUsage(Children, usage) != 0) throw new InvalidOperationException("getrusage failed.");
        return (usage[0] + usage[2]) * 1000 + ((int)usage[1] + (int)usage[3]) / 1000.0;
    }

    [DllImport("libc", EntryPoint = "getrusage", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetUsage(int who, [Out] long[] usage);
}
