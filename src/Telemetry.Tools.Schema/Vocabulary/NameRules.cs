namespace Telemetry.Tools.Schema;

/// <summary>Which names a stream, file, report, field or event can have.</summary>
internal static class NameRules
{
    private const int MaxFileName = 64;
    private const int MaxName = 128;

    /// <summary>File names that Windows keeps for devices, with any ending.</summary>
    private static readonly string[] DeviceNames =
    [
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    ];

    /// <summary>Names in a store's root that are not streams.</summary>
    private static readonly string[] StoreNames = ["enabled", "logger"];

    /// <summary>Whether the name can be a file's: <c>[a-z0-9][a-z0-9._-]{0,63}</c>, without a dot at the end, which Windows would drop.</summary>
    public static bool IsFileName(string name) =>
        name.Length is > 0 and <= MaxFileName && IsSmall(name[0]) && name.All(c => IsSmall(c) || c is '.' or '_' or '-') && name[name.Length - 1] != '.';

    /// <summary>Who keeps the file name for itself, or <see langword="null"/>.</summary>
    public static string? ReservedBy(string fileName, bool isStream)
    {
        if (DeviceNames.Contains(fileName.Split('.')[0])) return "for a device on Windows";
        return isStream && StoreNames.Contains(fileName) ? "for the store's own files" : null;
    }

    /// <summary>Whether the name can be a field's or an event's.</summary>
    public static bool IsName(string name)
    {
        var hasLetterOrDigit = false;
        foreach (var c in name)
        {
            if (IsLetterOrDigit(c)) hasLetterOrDigit = true;
            else if (c is not ('_' or '-' or '.' or '@' or '$')) return false;
        }

        return hasLetterOrDigit && name.Length <= MaxName;
    }

    /// <summary>Whether the name is small letters, digits and underscores in parts with dots between them (source: OpenTelemetry's naming rules).</summary>
    public static bool IsOtelName(string name) =>
        name.Length is > 0 and <= 256 && name.Split('.').All(part => part.Length > 0 && part[0] is >= 'a' and <= 'z' && part.All(c => IsSmall(c) || c == '_'));

    private static bool IsSmall(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    private static bool IsLetterOrDigit(char c) => IsSmall(c) || c is >= 'A' and <= 'Z';
}
