using System.Text.RegularExpressions;

namespace Telemetry.Tools.Server;

/// <summary>Addresses of e-mail.</summary>
internal static partial class MailAddresses
{
    /// <summary>Whether a text is an address and nothing but: no name beside it, no line break that would begin a command or header of its own.</summary>
    public static bool IsPlain(string text) => text.Length <= 254 && Plain().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
