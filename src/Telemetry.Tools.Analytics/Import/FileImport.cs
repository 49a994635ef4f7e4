using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>One file on its way into a stream: where reading goes on, which lines are known, what was done.</summary>
internal sealed class FileImport
{
    private readonly ImportLedger _ledger;
    private readonly ImportBatch _batch;
    private readonly SafeFileHandle _file;
    private readonly Dictionary<ulong, int> _known = [];
    private readonly List<ulong> _added = [];
    private ImportState _state;

    public FileImport(string path, SafeFileHandle file, ImportLedger ledger, ImportBatch batch)
    {
        (_ledger, _batch, _file, Path) = (ledger, batch, file, path);
        var state = ledger.Find(path, file, out var isContinued);
        _state = isContinued ? state : new ImportState { Path = path };
        Duplicates = _state.Events;
        if (isContinued) return;
        foreach (var hash in ledger.HashesOf(state)) _known[hash] = _known.GetValueOrDefault(hash) + 1;
    }

    public string Path { get; }

    /// <summary>Where reading goes on.</summary>
    public long Offset => _state.Offset;

    /// <summary>Line ends before <see cref="Offset"/>.</summary>
    public long LineEnds => _state.LineEnds;

    public long Events { get; private set; }

    public long Duplicates { get; private set; }

    public bool IsPending { get; set; }

    public ImportState State => _state;

    public bool IsFull => _batch.IsFull;

    /// <summary>Takes an event. One that was added before the file was rewritten is not added again.</summary>
    /// <param name="source">The line as it stands in the file.</param>
    /// <param name="line">The line for the stream.</param>
    public void Add(ReadOnlySpan<byte> source, ReadOnlySpan<byte> line)
    {
        var hash = Fingerprint.OfLine(source);
        _added.Add(hash);
        if (_known.GetValueOrDefault(hash) is > 0 and var count)
        {
            _known[hash] = count - 1;
            Duplicates++;
            return;
        }

        _batch.Add(line);
        Events++;
    }

    public void Reject(long number, string reason)
    {
        _state = _state with { Rejected = _state.Rejected + 1 };
        if (_state.RejectedLines.Count < ScanTotals.MaxRejectedLines) _state.RejectedLines.Add(new RejectedLine(Path, number, reason));
    }

    public void CountLine() => _state = _state with { Lines = _state.Lines + 1 };

    /// <summary>Writes what was collected and remembers how far it came.</summary>
    /// <param name="offset">Behind the last line that was read.</param>
    /// <param name="lineEnds">Line ends before that.</param>
    public void Save(long offset, long lineEnds)
    {
        _batch.Append();
        var (head, tail) = Fingerprint.Of(_file, offset);
        _state = _state with { Offset = offset, Head = head, Tail = tail, LineEnds = lineEnds, Events = _state.Events + _added.Count };
        _state = _ledger.Save(_state, _added);
        _added.Clear();
    }
}
