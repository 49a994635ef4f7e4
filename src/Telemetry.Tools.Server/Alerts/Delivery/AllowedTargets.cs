using System.Net;

namespace Telemetry.Tools.Server;

/// <summary>Targets outside of the public internet that whoever runs the server has allowed: ranges of addresses, and names of hosts.</summary>
/// <param name="Networks">Ranges.</param>
/// <param name="Hosts">Names, in lower case.</param>
internal sealed record AllowedTargets(IReadOnlyList<IPNetwork> Networks, IReadOnlyList<string> Hosts)
{
    /// <summary>Reads ranges (<c>10.1.0.0/16</c>), addresses and names, with ';' or ',' between them.</summary>
    /// <exception cref="FormatException">One of them is none.</exception>
    public static AllowedTargets Parse(string? text)
    {
        var (networks, hosts) = (new List<IPNetwork>(), new List<string>());
        foreach (var item in (text ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(item, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(item.Trim('[', ']'), out var address)) networks.Add(new IPNetwork(AddressRanges.Plain(address), AddressRanges.Plain(address).GetAddressBytes().Length * 8));
            else if (!item.Contains('/', StringComparison.Ordinal) && Uri.CheckHostName(item) == UriHostNameType.Dns) hosts.Add(item.ToLowerInvariant());
            else throw new FormatException($"'{item}' is neither a range such as 10.1.0.0/16 nor the name of a host.");
        }

        return new AllowedTargets(networks, hosts);
    }

    /// <summary>Whether a host is allowed by its name.</summary>
    public bool HasHost(string host) => Hosts.Contains(host.TrimEnd('.').ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Whether an address is allowed by a range.</summary>
    public bool HasAddress(IPAddress address) => Networks.Any(network => network.Contains(AddressRanges.Plain(address)));

    /// <summary>Whether a connection to the address may be made. A name that is allowed may lead into a private network, but never to a link-local address: there, clouds answer with credentials.</summary>
    public bool Permits(string host, IPAddress address) =>
        AddressRanges.IsPublic(address) || HasAddress(address) || (HasHost(host) && !AddressRanges.IsLinkLocal(address));
}
