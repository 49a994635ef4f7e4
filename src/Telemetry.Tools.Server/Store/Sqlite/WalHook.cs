using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>How many pages the write-ahead log holds: what SQLite tells after each commit (https://sqlite.org/c3ref/wal_hook.html). The file's length does not tell it.</summary>
internal static unsafe class WalHook
{
    private static readonly delegate* unmanaged[Cdecl]<IntPtr, delegate* unmanaged[Cdecl]<IntPtr, IntPtr, IntPtr, int, int>, IntPtr, IntPtr> SetHook =
        (delegate* unmanaged[Cdecl]<IntPtr, delegate* unmanaged[Cdecl]<IntPtr, IntPtr, IntPtr, int, int>, IntPtr, IntPtr>)SqliteLibrary.Export("sqlite3_wal_hook");

    [ThreadStatic]
    private static int _pages;

    /// <summary>Pages in the log after the last commit of a connection that was set up, on this thread.</summary>
    public static int Pages => _pages;

    /// <summary>Sets an open connection up. It no longer checkpoints by itself: that would be a hook, too, and there is room for one.</summary>
    public static void Start(SqliteConnection connection)
    {
        _ = SetHook(connection.Handle!.DangerousGetHandle(), &Committed, IntPtr.Zero);
        GC.KeepAlive(connection);
    }

    // Called on the thread that has committed. 0: the commit stands.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Committed(IntPtr argument, IntPtr connection, IntPtr database, int pages)
    {
        _pages = pages;
        return 0;
    }
}
