using Telemetry.Tools.Tests.Records;

namespace Telemetry.Tools.Tests.Json;

/// <summary>Random events that hold every type; the same ones on every run.</summary>
internal sealed class Samples(int seed)
{
    private static readonly string[] Pieces =
        ["", "a", "plain text", "\"", "\\", "/", "\n", "\r\n", "\t", "\b\f", "\0", "\u0001\u001f", "\u007f", "ü", "é€", "\u2028", "😀", "\ud83d", "\ude00", "李小龍", " ", ",", "</x>", "{\"a\":[1]}", "0123456789abcdef"];

    private static readonly double[] Doubles =
        [0, -0.0, 1, -1, 0.1, 1.5, 1e15, 123456789012345678, 1e300, double.Epsilon, double.MaxValue, double.MinValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1.0 / 3];

    private static readonly string[] Jsons = ["null", "true", "0", "-1.5e-7", "\"\"", "{}", "[]", "{\"a\":[1,{\"b\":null}],\"c\":\"\\\"x\\u0041 y\"}", "[[[[1]]]]", "\"ü😀\""];

    private readonly Random _random = new(seed);

    public string Text() => string.Concat(Enumerable.Range(0, _random.Next(6)).Select(_ => Pieces[_random.Next(Pieces.Length)]));

    public long Long() => _random.Next(5) switch
    {
        0 => _random.Next(-10, 10),
        1 => long.MaxValue - _random.Next(2),
        2 => long.MinValue + _random.Next(2),
        3 => _random.NextInt64(),
        _ => (long)Math.Pow(10, _random.Next(19)) - _random.Next(2),
    };

    public int Int() => _random.Next(4) switch { 0 => int.MinValue, 1 => int.MaxValue, 2 => _random.Next(100), _ => _random.Next(int.MinValue, int.MaxValue) };

    public double Double() => _random.Next(3) switch
    {
        0 => Doubles[_random.Next(Doubles.Length)],
        1 => BitConverter.Int64BitsToDouble(_random.NextInt64(long.MinValue, long.MaxValue)),
        _ => Math.Round(_random.NextDouble() * 1000, _random.Next(6)),
    };

    public decimal Decimal() => _random.Next(4) switch
    {
        0 => decimal.MaxValue,
        1 => decimal.MinValue,
        2 => 1.50m,
        _ => new decimal(_random.Next(), _random.Next(), _random.Next(), _random.Next(2) == 0, (byte)_random.Next(29)),
    };

    public bool Bool() => _random.Next(2) == 0;

    public DateTimeOffset Time() => _random.Next(4) switch
    {
        0 => new DateTimeOffset(_random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero),
        1 => DateTimeOffset.MinValue,
        2 => DateTimeOffset.MaxValue,
        _ => new DateTimeOffset(2026, 2, 28, 23, 59, 59, _random.Next(1000), TimeSpan.Zero).AddTicks(10 * _random.Next(1000)),
    };

    public DateOnly Date() => DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber + 1));

    public TimeSpan Span() => _random.Next(4) switch { 0 => TimeSpan.MinValue, 1 => TimeSpan.MaxValue, 2 => TimeSpan.FromMilliseconds(_random.Next()), _ => new TimeSpan(_random.NextInt64(long.MinValue, long.MaxValue)) };

    public Guid Uuid()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public Sha256 Digest()
    {
        var bytes = new byte[32];
        _random.NextBytes(bytes);
        return new Sha256(bytes);
    }

    public string Json() => Jsons[_random.Next(Jsons.Length)];

    public T? Maybe<T>(Func<T> make)
        where T : struct => Bool() ? make() : null;

    public T? MaybeRef<T>(Func<T> make)
        where T : class => Bool() ? make() : null;

    public T[] Many<T>(Func<T> make) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => make())];

    public Dictionary<string, T> Map<T>(Func<T> make)
    {
        var map = new Dictionary<string, T>();
        foreach (var key in Many(Text)) map[Clean(key)] = make();
        return map;
    }

    /// <summary>What becomes of a text that is written: half a surrogate pair is no character.</summary>
    public static string Clean(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    public Everything Everything() => new()
    {
        Text = Text(),
        Int = Int(),
        Long = Long(),
        Double = Double(),
        Decimal = Decimal(),
        Bool = Bool(),
        Timestamp = Time(),
        Date = Date(),
        Seconds = Span(),
        Millis = Span(),
        Micros = Span(),
        Nanos = Span(),
        Hours = Span(),
        Uuid = Uuid(),
        Digest = Digest(),
        Open = Bool() ? EverythingOpen.BC : EverythingOpen.From(Clean(Text())),
        Closed = (EverythingClosed)_random.Next(3),
        Inner = new() { X = Int(), Y = MaybeRef(Text), Deep = MaybeRef(() => new EverythingInnerDeep { Z = Double() }) },
        List = Many(Text),
        Table = Many<IReadOnlyList<long>>(() => Many(Long)),
        Things = Many(() => new Thing { Name = Text(), Kind = ThingKind.K2 }),
        Map = Map(Double),
        Maps = Map<IReadOnlyList<DateTimeOffset>>(() => Many(Time)),
        Json = Json(),
        TextN = MaybeRef(Text),
        IntN = Maybe(Int),
        LongN = Maybe(Long),
        DoubleN = Maybe(Double),
        DecimalN = Maybe(Decimal),
        BoolN = Maybe(Bool),
        TimestampN = Maybe(Time),
        DateN = Maybe(Date),
        DurationN = Maybe(Span),
        UuidN = Maybe(Uuid),
        DigestN = Maybe(Digest),
        OpenN = Maybe(() => OpenN.From(Clean(Text()))),
        ClosedN = Maybe(() => ClosedN.A),
        InnerN = MaybeRef(() => new InnerN { X = Int() }),
        ListN = MaybeRef(() => Many(Bool)),
        MapN = MaybeRef(() => Map(Text)),
        JsonN = MaybeRef(() => "[1]"),
        TextO = MaybeRef(Text),
        IntO = Maybe(Int),
        ClosedO = Maybe(() => ClosedO.A),
        ListO = MaybeRef(() => Many(Uuid)),
        InnerO = MaybeRef(() => new InnerO { First = MaybeRef(Text), Second = Maybe(Int), Third = Bool() }),
        Plain = Text(),
        PlainN = MaybeRef(Text),
        Keyed = Text(),
        KeyedN = MaybeRef(Text),
        KeyedO = MaybeRef(Text),
        Secret = "TOP-SECRET",
    };

    public Cells Cells() => new()
    {
        Id = Int(),
        Text = Text(),
        Note = MaybeRef(Text),
        Long = Maybe(Long),
        Double = Maybe(Double),
        Decimal = Maybe(Decimal),
        Bool = Maybe(Bool),
        Time = Maybe(Time),
        Date = Maybe(Date),
        Took = Maybe(Span),
        Uuid = Maybe(Uuid),
        Digest = Maybe(Digest),
        Open = Maybe(() => Bool() ? CellsOpen.BC : CellsOpen.From("x,\"y")),
        Closed = Maybe(() => CellsClosed.Two),
        User = MaybeRef(Text),
        Last = Text(),
    };
}
