using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Telemetry.Tools.Server;

/// <summary>How many sign-ins of each address have failed in the current minute. The table is bounded; addresses that it has no room for share one count.</summary>
internal sealed class SignInLimit(TimeProvider time)
{
    /// <summary>Failures that one address has a minute.</summary>
    public const int PerMinute = 10;

    /// <summary>Addresses that are told apart.</summary>
    public const int MostAddresses = 10_000;

    private readonly ConcurrentDictionary<string, (long Minute, int Count)> _failures = new(StringComparer.Ordinal);

    private long Minute => time.GetUtcNow().ToUnixTimeSeconds() / 60;

    /// <summary>Whether an address must wait.</summary>
    public bool IsExceeded(IPAddress? address) => _failures.TryGetValue(PlaceOf(address), out var seen) && seen.Minute == Minute && seen.Count >= PerMinute;

    /// <summary>Counts a failure.</summary>
    public void Count(IPAddress? address)
    {
        var minute = Minute;
        if (_failures.Count >= MostAddresses)
        {
            foreach (var (old, _) in _failures.Where(pair => pair.Value.Minute != minute)) _failures.TryRemove(old, out _);
        }

        _failures.AddOrUpdate(PlaceOf(address), (minute, 1), (_, seen) => seen.Minute == minute ? (minute, seen.Count + 1) : (minute, 1));
    }

    private string PlaceOf(IPAddress? address)
    {
        var name = NameOf(address);
        return _failures.Count < MostAddresses || _failures.ContainsKey(name) ? name : "others";
    }

    // Whoever has one IPv6 address has 2^64 of them.
    private static string NameOf(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
