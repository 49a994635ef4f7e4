using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>
/// How a connection waits for another one that writes. SQLite's own timeout soon looks only every 100 ms; beside a writer that pauses for less than a millisecond between two
/// transactions, as ingest does, it may find no gap in half a minute. This one looks every millisecond (https://sqlite.org/c3ref/busy_handler.html).
/// </summary>
internal static unsafe class SqliteWaiting
{
    /// <summary>How long a connection waits before it gives up.</summary>
    public const int Seconds = 30;

    private static readonly delegate* unmanaged[Cdecl]<IntPtr, delegate* unmanaged[Cdecl]<IntPtr, int, int>, IntPtr, int> SetHandler =
        (delegate* unmanaged[Cdecl]<IntPtr, delegate* unmanaged[Cdecl]<IntPtr, int, int>, IntPtr, int>)SqliteLibrary.Export("sqlite3_busy_handler");

    private const int Recent = 20;

    [ThreadStatic]
    private static long _since;

    private static long _asked;

    /// <summary>Lets an open connection wait.</summary>
    public static void Start(SqliteConnection connection)
    {
        _ = SetHandler(connection.Handle!.DangerousGetHandle(), &Wait, IntPtr.Zero);
        GC.KeepAlive(connection);
    }

    /// <summary>Lets those in who wait in this process: for one that writes all the time, between two transactions.</summary>
    public static void LetOthersIn()
    {
        if (Environment.TickCount64 - Volatile.Read(ref _asked) < Recent) Thread.Sleep(2);
    }

    // Called on the thread that waits, with how often it has been called for the same lock. Not 0: look again.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Wait(IntPtr argument, int calls)
    {
        var now = Environment.TickCount64;
        if (calls == 0) _since = now;
        Volatile.Write(ref _asked, now);
        if (now - _since >= Seconds * 1000) return 0;
        Thread.Sleep(1);
        return 1;
    }
}
