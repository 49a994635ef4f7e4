namespace Telemetry.Tools.Analytics;

/// <summary>Which fields of an object were met: a bit each, as the runtime's readers ask for them.</summary>
internal struct SeenFields
{
    private ulong _first;
    private ulong[]? _more;

    public readonly ulong this[int word] => word == 0 ? _first : _more is { } more && word <= more.Length ? more[word - 1] : 0;

    public void Add(int field)
    {
        if (field < 64)
        {
            _first |= 1UL << field;
            return;
        }

        var word = (field >> 6) - 1;
        if (_more is null || word >= _more.Length) Array.Resize(ref _more, word + 1);
        _more[word] |= 1UL << (field & 63);
    }
}
