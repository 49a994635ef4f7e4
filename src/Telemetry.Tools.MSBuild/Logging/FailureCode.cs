using System.Globalization;

namespace Telemetry.Tools.MSBuild;

/// <summary>The exit code that an error of MSBuild's names.</summary>
internal static class FailureCode
{
    /// <summary>What a run without a code of its own failed with.</summary>
    public const int Unknown = 1;

    /// <summary>What a cancelled run ended with; a shell says the same of a program stopped by SIGINT.</summary>
    public const int Cancelled = 130;

    /// <summary>The code in an error, when it is one of those that report a program's exit code.</summary>
    /// <remarks>The last number of the text, not its end: other languages put words after the number.</remarks>
    public static int? In(string? code, string? message)
    {
        if (code is not ("MSB3073" or "MSB6006") || message is null) return null;
        var end = message.Length;
        while (end > 0 && !char.IsAsciiDigit(message[end - 1])) end--;
        var start = end;
        while (start > 0 && char.IsAsciiDigit(message[start - 1])) start--;
        if (start > 0 && start < end && message[start - 1] == '-') start--;
        return int.TryParse(message.AsSpan(start, end - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number != 0 ? number : null;
    }
}
