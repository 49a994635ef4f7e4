namespace Telemetry.Tools.Analytics;

/// <summary>
/// All requests that were ever imported, by digest of their keys: what makes an import of the same files add nothing, and what joins the
/// rows of one request from several lines, files and imports. Of each request the row with the most output counts.
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

        Join(call, row);
        return false;
    }

    /// <summary>Remembers a request that the stream holds.</summary>
    public void Know(string key, string? alias, long output, bool isSidechain)
    {
        var digest = KeyHash.Of(key);
        if (!_calls.TryGetValue(digest, out var call)) _calls[digest] = call = new Call { HasFullKey = true, IsSidechain = isSidechain };
        call.Written = Math.Max(call.Written, output);
        if (alias is not null) _calls.TryAdd(KeyHash.Of(alias), call);
    }

    /// <summary>Whether a request of that key is known.</summary>
    public bool Knows(string key) => _calls.ContainsKey(KeyHash.Of(key));

    /// <summary>Claims a name once: the value under which it was claimed first.</summary>
    public long Claim(string name, long value)
    {
        var digest = KeyHash.Of(name);
        if (_calls.TryGetValue(digest, out var call)) return call.Written;
        _calls[digest] = new Call { Written = value, HasFullKey = true };
        return value;
    }

    /// <summary>The rows to be written: new requests, and for requests that have grown since they were written what was added.</summary>
    public IReadOnlyList<(UsageRecord Row, long WrittenOutput)> TakePending()
    {
        var rows = new List<(UsageRecord, long)>(_pending.Count);
        foreach (var call in _order)
        {
            var row = _pending[call];
            rows.Add((row, call.Written));
            call.Written = Math.Max(0, row.Tokens.Output);
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
            writer.Write7BitEncodedInt64(call.Written);
            writer.Write((byte)((call.IsSidechain ? 1 : 0) | (call.HasFullKey ? 2 : 0)));
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
            var written = reader.Read7BitEncodedInt64();
            var flags = reader.ReadByte();
            calls[i] = new Call { Written = written, IsSidechain = (flags & 1) != 0, HasFullKey = (flags & 2) != 0 };
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

    private void Add(UInt128 key, UsageRecord row)
    {
        var call = new Call { Written = Call.Never, IsSidechain = row.IsSidechain, HasFullKey = row.HasFullKey };
        _calls[key] = call;
        if (row.Alias is not null) _calls.TryAdd(KeyHash.Of(row.Alias), call);
        Hold(call, row);
    }

    private void Join(Call call, UsageRecord row)
    {
        if (_pending.TryGetValue(call, out var held))
        {
            var isMainAtLast = held.IsSidechain && !row.IsSidechain;
            if (isMainAtLast || row.Tokens.Output > held.Tokens.Output) _pending[call] = row;
        }
        else if (row.Tokens.Output > call.Written)
        {
            Hold(call, row);
        }

        call.IsSidechain &= row.IsSidechain;
    }

    private void Hold(Call call, UsageRecord row)
    {
        _pending[call] = row;
        _order.Add(call);
    }

    private sealed class Call
    {
        public const long Never = -1;

        /// <summary>Output as it was written last, or <see cref="Never"/>.</summary>
        public long Written { get; set; } = Never;

        public bool IsSidechain { get; set; }

        public bool HasFullKey { get; init; }
    }
}
