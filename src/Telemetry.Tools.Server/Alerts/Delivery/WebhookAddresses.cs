using System.Net;

namespace Telemetry.Tools.Server;

/// <summary>Which addresses a webhook may have, as far as can be said before its host's name is looked up.</summary>
internal sealed class WebhookAddresses(AllowedTargets allowed)
{
    /// <summary>Why an address cannot be used; <see langword="null"/> where it can.</summary>
    public string? Refusal(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0) return "it is no address such as https://example.com/hook.";
        if (url.UserInfo.Length > 0) return "a name or password does not belong into an address; the signature says who sends.";
        var host = HostOf(url);
        if (IPAddress.TryParse(host, out var address) && !allowed.Permits(host, address)) return $"{address} is not on the public internet; whoever runs the server can allow it (webhook_allow).";
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !MayBeAllowed(host)) return "localhost is not on the public internet; whoever runs the server can allow it (webhook_allow).";
        return url.Scheme == "https" || MayBeAllowed(host) ? null : "it takes https; http goes only to hosts that whoever runs the server has allowed (webhook_allow).";
    }

    /// <summary>The host without the brackets of IPv6.</summary>
    public static string HostOf(Uri url) => url.IdnHost.Trim('[', ']');

    // A name may yet lead into a range that is allowed; that is seen when it is looked up.
    private bool MayBeAllowed(string host) => IPAddress.TryParse(host, out var address) ? allowed.HasAddress(address) : allowed.HasHost(host) || allowed.Networks.Count > 0;
}
