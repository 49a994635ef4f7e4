using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Telemetry.Tools;

/// <summary>Names of a stream's segments: <c>usage.jsonl</c> is written to, <c>usage.20261120T101500123Z-1f2e3d4c.jsonl</c> is closed.</summary>
internal sealed class SegmentNames
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";
    private const int TimeLength = 19;
    private const int StampLength = TimeLength + 1 + 8;
    private const int LongestName = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string _stem;
    private readonly string _extension;
    private readonly StreamFormat _format;

    public SegmentNames(string fileName, StreamFormat format)
    {
        Active = fileName;
        _stem = Path.GetFileNameWithoutExtension(fileName);
        _extension = Path.GetExtension(fileName);
        _format = format;
    }

    /// <summary>Name of the segment that is written to.</summary>
    public string Active { get; }

    /// <summary>Whether a text may become a stream's or a segment's file name.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= LongestName
        && IsLetterOrDigit(name[0])
        && name != SchemaFile.Name
        && name.All(letter => IsLetterOrDigit(letter) || letter is '.' or '_' or '-');

    /// <summary>A new name for a segment that is being closed.</summary>
    public string Closed(DateTimeOffset at)
    {
        var stamp = at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        return $"{_stem}.{stamp}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}{_extension}";
    }

    /// <summary>Takes a file name apart; <see langword="false"/> when it is none of this stream's segments.</summary>
    /// <param name="fileName">The name, without a folder.</param>
    /// <param name="name">What it says.</param>
    public bool TryParse(string fileName, [NotNullWhen(true)] out SegmentName? name)
    {
        name = null;
        if (FormatOf(Path.GetExtension(fileName)) is not { } format) return false;
        var stem = Path.GetFileNameWithoutExtension(fileName);
        if (!stem.StartsWith(_stem, StringComparison.Ordinal)) return false;
        if (stem.Length == _stem.Length) name = new SegmentName(fileName, format, fileName != Active, null);
        else if (TryParseStamp(stem.AsSpan(_stem.Length), out var at)) name = new SegmentName(fileName, format, true, at);
        return name is not null;
    }

    // A schema may have changed from one format to the other: the older files stay readable.
    private StreamFormat? FormatOf(string extension) =>
        extension == _extension ? _format
        : extension == ".jsonl" ? StreamFormat.Jsonl
        : extension == ".csv" ? StreamFormat.Csv
        : null;

    private static bool TryParseStamp(ReadOnlySpan<char> stamp, out DateTimeOffset at)
    {
        at = default;
        if (stamp.Length != StampLength + 1 || stamp[0] != '.' || stamp[TimeLength + 1] != '-') return false;
        if (stamp[(TimeLength + 2)..].ContainsAnyExcept(HexDigits)) return false;
        return DateTimeOffset.TryParseExact(
            stamp.Slice(1, TimeLength), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
    }

    private static bool IsLetterOrDigit(char letter) => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9');
}

/// <summary>What a segment's name says.</summary>
/// <param name="FileName">The name.</param>
/// <param name="Format">Its format.</param>
/// <param name="IsClosed">Whether nobody opens it for writing any more.</param>
/// <param name="ClosedAt">When it was closed, where the name says so.</param>
internal sealed record SegmentName(string FileName, StreamFormat Format, bool IsClosed, DateTimeOffset? ClosedAt);
