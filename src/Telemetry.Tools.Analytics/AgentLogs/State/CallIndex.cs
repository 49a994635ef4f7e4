namespace Telemetry.Tools.Analytics;

/// <summary>
/// All requests that were ever imported, by digest of their keys: what makes an import of the same files add nothing, and what joins the
/// rows of one request from several lines, files and imports. Of each request the row with the most output counts (of equal ones that with
/// the longest prompt), and the main chain's before a side chain's.
/// </summary>
internal sealed class CallIndex
{
    private readonly Dictionary<UInt128, Call> _calls = [];
    private readonly Dictionary<Call, UsageRecord> _pending = [];
    private readonly List<Call> _order = [];

    /// <summary>How many requests are known.</summary>
    public int Count => _calls.Values.Distinct().Count();

    /// <summary>How many requests wait for <see cref="TakePending"/>.</summary>
    public int PendingCount => _pending.Count;

    /// <summary>Takes a row. False: it says nothing that is not known.</summary>
    public bool Take(UsageRecord row)
    {
        var key = KeyHash.Of(row.Key);
        if (!_calls.TryGetValue(key, out var call))
        {
            call = ByAlias(row);
            if (call is null)
            {
                Add(key, row);
                return true;
            }

            _calls[key] = call;
        }
        else if (row.Alias is not null)
        {
            // An opencode message that grew has another fingerprint than before.
            _calls.TryAdd(KeyHash.Of(row.Alias), call);
        }

        Join(call, row);
        return false;
    }

    /// <summary>Remembers a request that the stream holds.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="alias">Its weaker name, where that can be told.</param>
    /// <param name="written">What its events say together.</param>
    /// <param name="isSidechain">Whether a side chain told of it.</param>
    /// <param name="hasFullKey">Whether the key names it fully.</param>
    public void Know(string key, string? alias, TokenCounts written, bool isSidechain, bool hasFullKey)
    {
        var digest = KeyHash.Of(key);
        if (!_calls.TryGetValue(digest, out var call)) _calls[digest] = call = new Call { HasFullKey = hasFullKey, IsSidechain = isSidechain };
        if (call.Written is not { } before || written.Total > before.Total) call.Written = written;
        if (alias is not null) _calls.TryAdd(KeyHash.Of(alias), call);
    }

    /// <summary>Whether a request of that key is known.</summary>
    public bool Knows(string key) => _calls.ContainsKey(KeyHash.Of(key));

    /// <summary>Claims a name once: the value under which it was claimed first.</summary>
    public long Claim(string name, long value)
    {
        var digest = KeyHash.Of(name);
        if (_calls.TryGetValue(digest, out var call)) return call.Written?.Output ?? value;
        _calls[digest] = new Call { Written = new TokenCounts(0, 0, 0, 0, 0, value), HasFullKey = true };
        return value;
    }

    /// <summary>The rows to be written: new requests, and for requests that have grown since they were written what was added.</summary>
    public IReadOnlyList<(UsageRecord Row, TokenCounts? Written)> TakePending()
    {
        var rows = new List<(UsageRecord, TokenCounts?)>(_pending.Count);
        foreach (var call in _order)
        {
            var row = _pending[call];
            rows.Add((row, call.Written));
            call.Written = call.Written is { } written ? written + row.Tokens.GrowthSince(written) : row.Tokens;
        }

        _pending.Clear();
        _order.Clear();
        return rows;
    }

    /// <summary>Writes all calls.</summary>
    public void Save(BinaryWriter writer)
    {
        var numbers = new Dictionary<Call, int>();
        foreach (var call in _calls.Values) numbers.TryAdd(call, numbers.Count);
        writer.Write(numbers.Count);
        foreach (var call in numbers.Keys)
        {
            writer.Write((byte)((call.IsSidechain ? 1 : 0) | (call.HasFullKey ? 2 : 0) | (call.Written is null ? 0 : 4)));
            if (call.Written is { } written) WriteCounts(writer, written);
        }

        writer.Write(_calls.Count);
        foreach (var (key, call) in _calls)
        {
            writer.Write((ulong)(key >> 64));
            writer.Write((ulong)key);
            writer.Write(numbers[call]);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static CallIndex Load(BinaryReader reader)
    {
        var index = new CallIndex();
        var calls = new Call[reader.ReadInt32()];
        for (var i = 0; i < calls.Length; i++)
        {
            var flags = reader.ReadByte();
            calls[i] = new Call { IsSidechain = (flags & 1) != 0, HasFullKey = (flags & 2) != 0, Written = (flags & 4) != 0 ? ReadCounts(reader) : null };
        }

        var count = reader.ReadInt32();
        index._calls.EnsureCapacity(count);
        for (var i = 0; i < count; i++)
        {
            var key = new UInt128(reader.ReadUInt64(), reader.ReadUInt64());
            index._calls[key] = calls[reader.ReadInt32()];
        }

        return index;
    }

    // A copy under another full key is another request, unless one of the two is a side chain's replay.
    private Call? ByAlias(UsageRecord row) =>
        row.Alias is not null && _calls.TryGetValue(KeyHash.Of(row.Alias), out var call)
        && (call.IsSidechain || row.IsSidechain || !call.HasFullKey || !row.HasFullKey)
            ? call
            : null;

    private static void WriteCounts(BinaryWriter writer, in TokenCounts counts)
    {
        foreach (var count in (ReadOnlySpan<long>)[counts.Input, counts.CacheRead, counts.CacheWrite5m, counts.CacheWrite1h, counts.CacheWriteUnknown, counts.Output, counts.Reasoning])
        {
            writer.Write7BitEncodedInt64(count);
        }
    }

    private static TokenCounts ReadCounts(BinaryReader reader) => new(
        reader.Read7BitEncodedInt64(),
        reader.Read7BitEncodedInt64(),
        reader.Read7BitEncodedInt64(),
        reader.Read7BitEncodedInt64(),
        reader.Read7BitEncodedInt64(),
        reader.Read7BitEncodedInt64(),
        reader.Read7BitEncodedInt64());

    private void Add(UInt128 key, UsageRecord row)
    {
        var call = new Call { IsSidechain = row.IsSidechain, HasFullKey = row.HasFullKey };
        _calls[key] = call;
        if (row.Alias is not null) _calls.TryAdd(KeyHash.Of(row.Alias), call);
        Hold(call, row);
    }

    private void Join(Call call, UsageRecord row)
    {
        // What a side chain replays may have other counts than the main chain, which knows them.
        if (row.IsSidechain && !call.IsSidechain) return;
        if (_pending.TryGetValue(call, out var held))
        {
            var isMainAtLast = held.IsSidechain && !row.IsSidechain;
            if (isMainAtLast || IsMore(row.Tokens, held.Tokens)) _pending[call] = row;
        }
        else if (call.Written is not { } written || row.Tokens.GrowthSince(written).Total > 0)
        {
            Hold(call, row);
        }

        call.IsSidechain &= row.IsSidechain;
    }

    private static bool IsMore(in TokenCounts counts, in TokenCounts than) =>
        counts.Output > than.Output || (counts.Output == than.Output && counts.Prompt > than.Prompt);

    private void Hold(Call call, UsageRecord row)
    {
        _pending[call] = row;
        _order.Add(call);
    }

    private sealed class Call
    {
        /// <summary>What was written of it, or <see langword="null"/> where nothing was.</summary>
        public TokenCounts? Written { get; set; }

        public bool IsSidechain { get; set; }

        public bool HasFullKey { get; init; }
    }
}
