using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// The operating system's SQLite, which gets the system's security fixes; no copy of it is shipped. Call <see cref="Require"/> before the
/// first <see cref="SqliteConnection"/> of a process. Safe for use by several threads.
/// </summary>
public static class SqliteLibrary
{
    // The name that the provider's imports carry.
    private const string ImportedName = "e_sqlite3";

    private static readonly Lazy<Outcome> Loaded = new(Load);

    /// <summary>The library's version, for example <c>3.40.1</c>; <see langword="null"/> where the system has none.</summary>
    public static string? Version => Loaded.Value.Version;

    /// <summary>Sets the provider up.</summary>
    /// <exception cref="AnalyticsException">TEL2207: the system has no SQLite library; its message says what to install.</exception>
    public static void Require()
    {
        if (Loaded.Value.Problem is { } problem) throw Missing(problem);
    }

    /// <summary>The address of a function that the provider does not import.</summary>
    /// <exception cref="AnalyticsException">TEL2207: the system has no SQLite library.</exception>
    internal static IntPtr Export(string function)
    {
        Require();
        return NativeLibrary.GetExport(Loaded.Value.Library, function);
    }

    private sealed record Outcome(IntPtr Library, string? Version, string? Problem);

    private static Outcome Load()
    {
        if (Find(Names()) is not { } library) return new Outcome(IntPtr.Zero, null, $"this system has no SQLite library ({string.Join(", ", Names())})");
        try
        {
            NativeLibrary.SetDllImportResolver(
                typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == ImportedName ? library : IntPtr.Zero);
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            CountNoMemory();
            return new Outcome(library, raw.sqlite3_libversion().utf8_to_string(), null);
        }
        catch (Exception error) when (error is InvalidOperationException or EntryPointNotFoundException or BadImageFormatException)
        {
            return new Outcome(library, null, $"the system's SQLite library cannot be used: {error.Message}");
        }
    }

    // Else all threads queue up for each piece of memory that SQLite takes or gives back (https://sqlite.org/compile.html#default_memstatus). The function is variadic: Apple's processors look
    // for its argument elsewhere.
    private static void CountNoMemory()
    {
        if (!OperatingSystem.IsMacOS()) _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    // Names first that only the run-time library carries; the plain one comes with development files.
    private static string[] Names()
    {
        if (OperatingSystem.IsWindows()) return ["winsqlite3.dll"];
        return OperatingSystem.IsMacOS() ? ["/usr/lib/libsqlite3.dylib", "libsqlite3.dylib"] : ["libsqlite3.so.0", "libsqlite3.so"];
    }

    private static IntPtr? Find(string[] names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), null, out var library)) return library;
        }

        return null;
    }

    private static AnalyticsException Missing(string problem) => new(
        UsageDiagnostics.NoSqlite,
        $"A database cannot be read: {problem}.",
        "install it: apt-get install libsqlite3-0 (Debian, Ubuntu), apk add sqlite-libs (Alpine), dnf install sqlite-libs (Fedora)");
}
