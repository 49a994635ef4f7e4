using System.Data.Common;

namespace Telemetry.Tools.Server;

/// <summary>A sum that does not fit into 64 bits: what somebody sends that no account could hold must not look like a database that is away.</summary>
internal static class SumOverflow
{
    /// <summary>What is told of it.</summary>
    public const string Message = "A sum would not fit into 64 bits: 9,223,372,036 US dollars, or as many tokens times a billion.";

    // https://www.postgresql.org/docs/15/errcodes-appendix.html
    private const string NumericValueOutOfRange = "22003";

    /// <summary>Whether that is what went wrong: in our own arithmetic, or in an engine's.</summary>
    public static bool Is(Exception? error) =>
        error is OverflowException or DbException { SqlState: NumericValueOutOfRange } || (error is DbException && error.Message.Contains("integer overflow", StringComparison.Ordinal));
}
