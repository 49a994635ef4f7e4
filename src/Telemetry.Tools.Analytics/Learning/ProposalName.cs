using System.Security.Cryptography;
using System.Text;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// The file name of a prompt's proposal. Ids come from outside: everything but letters, digits, <c>. _ -</c> is percent-encoded (RFC 3986, UTF-8), so that no id is a path, a hidden
/// file, an option, or a name that Windows keeps for a device. Different ids have different names.
/// </summary>
public static class ProposalName
{
    /// <summary>What each name ends with.</summary>
    public const string Ending = "-proposal.yaml";

    // Below the 143 bytes that the strictest file systems allow, with the ending.
    private const int LongestId = 120;
    private const int KeptOfLong = 96;

    // A percent sign without digits behind it is nothing that encoding makes.
    private const string Empty = "%";

    private static readonly HashSet<string> Devices = new(
        ["con", "prn", "aux", "nul", "conin$", "conout$", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>The file name.</summary>
    /// <param name="promptId">The prompt.</param>
    public static string Of(string promptId)
    {
        ArgumentNullException.ThrowIfNull(promptId);
        if (promptId.Length == 0) return Empty + Ending;
        var name = Encode(promptId);
        return (name.Length > LongestId ? Shorten(name, promptId) : name) + Ending;
    }

    private static string Encode(string id)
    {
        var isDevice = Devices.Contains(id.Split('.')[0]);
        var name = new StringBuilder(id.Length);
        foreach (var b in Encoding.UTF8.GetBytes(id))
        {
            var isFirst = name.Length == 0;
            if (IsKept((char)b) && !(isFirst && (isDevice || b is (byte)'.' or (byte)'-'))) name.Append((char)b);
            else name.Append('%').Append(Convert.ToHexString([b]));
        }

        return name.ToString();
    }

    // The tilde is never kept, so that no other id has this name.
    private static string Shorten(string name, string id)
    {
        var kept = name[..KeptOfLong];
        var cut = kept.LastIndexOf('%');
        if (cut > KeptOfLong - 3) kept = kept[..cut];
        return $"{kept}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 8))}";
    }

    private static bool IsKept(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
