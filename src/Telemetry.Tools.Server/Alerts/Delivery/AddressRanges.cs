using System.Net;
using System.Net.Sockets;

namespace Telemetry.Tools.Server;

/// <summary>Which addresses are part of the public internet. All others are this machine, its network, or lead there by another name.</summary>
internal static class AddressRanges
{
    // What IANA's registries of special addresses keep from being routed, and multicast.
    private static readonly IPNetwork[] Special4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    // Of IPv6 only 2000::/3 is given out; within it lie Teredo and others of 2001::/23, documentation, and 6to4, which wraps any IPv4 address. NAT64 (64:ff9b::/96) lies outside.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] Special6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private static readonly IPNetwork[] LinkLocal = Networks("169.254.0.0/16", "fe80::/10");

    /// <summary>The address behind an IPv4-mapped one; else itself.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Whether anybody on the internet could be reached at it.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = Plain(address);
        return plain.AddressFamily == AddressFamily.InterNetwork
            ? !Special4.Any(network => network.Contains(plain))
            : Global6.Contains(plain) && !Special6.Any(network => network.Contains(plain));
    }

    /// <summary>Whether it is link-local: there, clouds answer with credentials.</summary>
    public static bool IsLinkLocal(IPAddress address) => LinkLocal.Any(network => network.Contains(Plain(address)));

    private static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(text => IPNetwork.Parse(text))];
}
