using System.Text;
using System.Text.RegularExpressions;

namespace Telemetry.Tools.Server;

/// <summary>Names of tenants.</summary>
internal static partial class TenantNames
{
    /// <summary>The tenant of a server without keys.</summary>
    public const string Default = "default";

    /// <summary>What an operator's key has in place of a tenant.</summary>
    public const string All = "*";

    /// <summary>Whether a tenant can be called so.</summary>
    public static bool IsValid(string name) => Name().IsMatch(name);

    /// <summary>Whether a text in UTF-8 is that tenant.</summary>
    public static bool AreEqual(string tenant, ReadOnlySpan<byte> text)
    {
        Span<byte> bytes = stackalloc byte[128];
        return Encoding.UTF8.TryGetBytes(tenant, bytes, out var length) && bytes[..length].SequenceEqual(text);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._@-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
