using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Telemetry.Tools.Analytics;

/// <summary>Collects a column of one row group, then of the next. Values are numbered in a dictionary as long as that is shorter than the values themselves and the dictionary is small;
/// the pages after that hold them as they are.</summary>
internal sealed class ColumnChunkWriter
{
    // What a number of a value takes, and what the dictionary knows about each value beside its bytes.
    private const int NumberSize = 2, EntrySize = 140;

    private readonly ParquetColumn _column;
    private readonly ParquetLimits _limits;
    private readonly ArrayBufferWriter<byte> _body;
    private ColumnStatistics _statistics;
    private readonly TextIndex _dictionary = new();
    private readonly List<ParquetPage> _pages = [];
    private readonly ArrayBufferWriter<byte> _plain = new();
    private readonly List<int> _levels = [];
    private readonly List<int> _numbers = [];
    private bool _usesDictionary;
    private bool _hasDictionaryPages;
    private long _pageBytes;
    private long _values;

    /// <param name="column">The column.</param>
    /// <param name="limits">Where pages and dictionaries end.</param>
    /// <param name="body">Room for a page, which columns share.</param>
    public ColumnChunkWriter(ParquetColumn column, ParquetLimits limits, ArrayBufferWriter<byte> body)
    {
        (_column, _limits, _statistics, _body) = (column, limits, new ColumnStatistics(column.Type), body);
        _usesDictionary = column.Type != ParquetType.Bool;
    }

    /// <summary>Takes a value in the bytes in which it is stored.</summary>
    /// <returns>About how much memory it takes.</returns>
    public int Add(ReadOnlySpan<byte> value)
    {
        _levels.Add(1);
        var taken = _usesDictionary ? AddNumber(value) : AddPlain(value);
        if (_levels.Count >= _limits.PageRows || _plain.WrittenCount >= _limits.PageBytes) EndPage();
        else if (_usesDictionary && (_dictionary.Count >= _limits.DictionaryValues || _dictionary.Bytes >= _limits.DictionaryBytes)) EndDictionary();
        return taken;
    }

    public void AddNull()
    {
        _levels.Add(0);
        _statistics.Nulls++;
        if (_levels.Count >= _limits.PageRows) EndPage();
    }

    /// <summary>Writes all pages, the dictionary first, and begins anew.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="start">Where in the file that is.</param>
    public ChunkPlace WriteTo(Stream output, long start)
    {
        EndPage();
        if (_hasDictionaryPages) _pages.Insert(0, DictionaryPage());
        var (before, after, dataStart) = (0L, 0L, start);
        foreach (var page in _pages)
        {
            var size = page.WriteTo(output);
            (before, after) = (before + size.Before, after + size.After);
            if (page.IsDictionary) dataStart = start + after;
        }

        var bounds = _statistics.HasBounds ? (_statistics.Min(), _statistics.Max()) : (null, null);
        int[] encodings = [.. _pages.Select(page => (int)page.Encoding).Append((int)ParquetEncoding.Runs).Distinct().Order()];
        var place = new ChunkPlace(_column, encodings, _values, before, after, start, dataStart, _statistics.Nulls, bounds.Item1, bounds.Item2);
        Restart();
        return place;
    }

    private void Restart()
    {
        _pages.Clear();
        _dictionary.Clear();
        _statistics = new ColumnStatistics(_column.Type);
        (_usesDictionary, _hasDictionaryPages, _values) = (_column.Type != ParquetType.Bool, false, 0);
    }

    private int AddNumber(ReadOnlySpan<byte> value)
    {
        var known = _dictionary.Count;
        var number = _dictionary.GetOrAdd(value);
        _numbers.Add(number);
        _pageBytes += PlainSize(value);
        if (number < known) return NumberSize;
        _statistics.Add(value);
        return value.Length + EntrySize;
    }

    private int AddPlain(ReadOnlySpan<byte> value)
    {
        _statistics.Add(value);
        WritePlain(_plain, value);
        return PlainSize(value);
    }

    private int PlainSize(ReadOnlySpan<byte> value) => value.Length + (_column.HasLengths ? 4 : 0);

    private void WritePlain(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> value)
    {
        if (_column.HasLengths)
        {
            BinaryPrimitives.WriteInt32LittleEndian(to.GetSpan(4), value.Length);
            to.Advance(4);
        }

        to.Write(value);
    }

    private void EndDictionary()
    {
        EndPage();
        _usesDictionary = false;
    }

    private void EndPage()
    {
        if (_levels.Count == 0) return;
        if (_usesDictionary && !_hasDictionaryPages && _numbers.Count > 0 && !Pays()) LeaveDictionary();
        var isNumbers = _usesDictionary && _numbers.Count > 0;
        WriteLevels();
        if (isNumbers) WriteNumbers();
        else if (_column.Type == ParquetType.Bool) WriteBits();
        else _body.Write(_plain.WrittenSpan);
        _pages.Add(new ParquetPage(_body.WrittenSpan, _levels.Count, isNumbers ? ParquetEncoding.Dictionary : ParquetEncoding.Plain));
        _hasDictionaryPages |= isNumbers;
        _values += _levels.Count;
        _pageBytes = 0;
        _levels.Clear();
        _numbers.Clear();
        _plain.ResetWrittenCount();
        _body.ResetWrittenCount();
    }

    private int Width() => RunEncoder.WidthOf(_dictionary.Count - 1);

    private bool Pays()
    {
        var dictionary = _dictionary.Bytes + (_column.HasLengths ? 4L * _dictionary.Count : 0);
        return dictionary + ((long)_numbers.Count * Width() / 8) < _pageBytes;
    }

    private void LeaveDictionary()
    {
        foreach (var number in _numbers) WritePlain(_plain, _dictionary[number]);
        _usesDictionary = false;
    }

    // Their length stands before them.
    private void WriteLevels()
    {
        var levels = new ArrayBufferWriter<byte>();
        RunEncoder.Write(levels, CollectionsMarshal.AsSpan(_levels), 1);
        BinaryPrimitives.WriteInt32LittleEndian(_body.GetSpan(4), levels.WrittenCount);
        _body.Advance(4);
        _body.Write(levels.WrittenSpan);
    }

    private void WriteNumbers()
    {
        var width = Width();
        _body.Write([(byte)width]);
        RunEncoder.Write(_body, CollectionsMarshal.AsSpan(_numbers), width);
    }

    private void WriteBits()
    {
        var bits = new int[_plain.WrittenCount];
        for (var i = 0; i < bits.Length; i++) bits[i] = _plain.WrittenSpan[i];
        RunEncoder.Pack(_body, bits, 1);
    }

    private ParquetPage DictionaryPage()
    {
        for (var i = 0; i < _dictionary.Count; i++) WritePlain(_body, _dictionary[i]);
        var page = new ParquetPage(_body.WrittenSpan, _dictionary.Count, ParquetEncoding.Plain, isDictionary: true);
        _body.ResetWrittenCount();
        return page;
    }
}
