using System.Buffers;
using System.Data.Common;
using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>Takes the differences of cumulative metric points, which are stored as they came: a point then holds what happened since the one before it, and sums over points are right.
/// A counter goes on from the last point of its series with the same start, however long before the period that was; one that has a new start, or falls, began again at zero.
/// What happened before the oldest point is unknown where its start is not told, or lies where retention has been. Gauges, delta points and sums that may fall stay as they are.</summary>
internal sealed class CumulativePoints(DbConnection connection, DbTransaction moment, EventScope scope, long? watermark)
{
    // Of counters whose start is not told.
    private const long LongestLook = Clock.Day;
    private const long FirstLook = Clock.Hour;

    private readonly Dictionary<PointKey, Point> _first = [];
    private readonly Dictionary<PointKey, Point> _last = [];

    /// <summary>For a stream of metric points; <see langword="null"/> for any other.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="moment">The moment at which all of it is read.</param>
    /// <param name="scope">The stream.</param>
    /// <param name="watermark">Up to where its events were removed.</param>
    public static CumulativePoints? Of(DbConnection connection, DbTransaction moment, EventScope scope, long? watermark) =>
        scope.Stream == StreamNames.OtelMetrics ? new CumulativePoints(connection, moment, scope, watermark) : null;

    /// <summary>Sees a point of the period; the oldest come first.</summary>
    public void See(ReadOnlySpan<byte> payload)
    {
        if (Point.Read(payload) is { } point) _first.TryAdd(point.Key, point);
    }

    /// <summary>Rewrites a file of the points that were seen, a line each, in the same order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="from">Start of the period.</param>
    /// <param name="check">Throws where it takes too long.</param>
    public void Rewrite(string file, long from, Action check)
    {
        FindLast(from, check);
        var rewritten = file + ".differences";
        try
        {
            Rewrite(file, rewritten, check);
            File.Move(rewritten, file, overwrite: true);
        }
        finally
        {
            File.Delete(rewritten);
        }
    }

    private void Rewrite(string file, string rewritten, Action check)
    {
        using var output = new FileStream(rewritten, FileMode.Create, FileAccess.Write, FileShare.None, 1024 * 1024);
        foreach (var line in File.ReadLines(file))
        {
            check();
            var payload = System.Text.Encoding.UTF8.GetBytes(line);
            output.Write(Point.Read(payload) is { } point ? Difference(payload, point) : payload);
            output.WriteByte((byte)'\n');
        }
    }

    // Back in time, further at each step, until each counter's last point is found or none can be left.
    private void FindLast(long from, Action check)
    {
        var missing = _first.Values.Where(point => EarliestOf(point) < from).Select(point => point.Key).ToHashSet();
        if (missing.Count == 0) return;
        var (end, earliest) = (from, Math.Max(missing.Min(key => EarliestOf(_first[key])), Clock.Earliest));
        for (var look = FirstLook; missing.Count > 0 && end > earliest; look *= 4)
        {
            check();
            var start = Math.Max(end - look, earliest);
            Find(missing, start, end);
            end = start;
            missing.RemoveWhere(key => EarliestOf(_first[key]) >= start);
        }
    }

    private void Find(HashSet<PointKey> missing, long start, long end)
    {
        using var command = connection.Command(
            moment, "SELECT payload FROM events WHERE tenant = $1 AND stream = $2 AND ts >= $3 AND ts < $4 ORDER BY ts DESC, event_id DESC", scope.Tenant, scope.Stream, start, end);
        using var reader = command.ExecuteReader();
        while (missing.Count > 0 && reader.Read())
        {
            if (Point.Read((byte[])reader.GetValue(0)) is { } point && missing.Remove(point.Key)) _last[point.Key] = point;
        }
    }

    private static long EarliestOf(Point point) => point.Start ?? point.Time - LongestLook;

    private byte[] Difference(byte[] payload, Point point)
    {
        var difference = _last.TryGetValue(point.Key, out var before) ? point.Since(before) : IsWhole(point) ? point : point.Since(point);
        _last[point.Key] = point;
        return difference.Write(payload);
    }

    // A start that is the point's own time says that the real one is not known.
    private bool IsWhole(Point point) => point.Start is { } start && start < point.Time && start >= (watermark ?? long.MinValue);

    /// <summary>What points follow each other in.</summary>
    private readonly record struct PointKey(string Series, string? Start);

    /// <summary>What is cumulative of a point.</summary>
    private sealed record Point(PointKey Key, long Time, long? Start, Amount? Value, Amount? Count, Amount? Sum)
    {
        public static Point? Read(ReadOnlySpan<byte> payload)
        {
            // Most points of most senders are delta or gauges: no need to parse them.
            if (payload.IndexOf("\"cumulative\""u8) < 0 && payload.IndexOf("\"summary\""u8) < 0) return null;
            var reader = new Utf8JsonReader(payload);
            using var document = JsonDocument.ParseValue(ref reader);
            var json = document.RootElement;
            var (kind, isMonotonic) = (Text(json, "kind"), json.TryGetProperty("monotonic", out var flag) && flag.ValueKind == JsonValueKind.True);
            if (kind != "summary" && (Text(json, "temporality") != "cumulative" || (kind == "sum" && !isMonotonic))) return null;
            if (Text(json, "series") is not { } series || TimeOf(json, "timestamp") is not { } time) return null;
            return new Point(new PointKey(series, Text(json, "start_time")), time, TimeOf(json, "start_time"), Amount.Of(json, "value"), Amount.Of(json, "count"), Amount.Of(json, "sum"));
        }

        public Point Since(Point before)
        {
            var hasFallen = Value?.IsLessThan(before.Value) == true || Count?.IsLessThan(before.Count) == true;
            return hasFallen ? this : this with { Value = Value?.Minus(before.Value), Count = Count?.Minus(before.Count), Sum = Sum?.Minus(before.Sum) };
        }

        // Extremes and buckets hold all since the start: they say nothing of the difference.
        public byte[] Write(byte[] payload)
        {
            var bytes = new ArrayBufferWriter<byte>(payload.Length);
            using (var document = JsonDocument.Parse(payload))
            using (var writer = new Utf8JsonWriter(bytes))
            {
                writer.WriteStartObject();
                foreach (var property in document.RootElement.EnumerateObject())
                {
                    if (property.Name is "min" or "max" or "distribution") continue;
                    var amount = property.Name switch { "value" => Value, "count" => Count, "sum" => Sum, _ => null };
                    if (amount is null) property.WriteTo(writer);
                    else amount.Value.Write(writer, property.Name);
                }

                writer.WriteEndObject();
            }

            return bytes.WrittenSpan.ToArray();
        }

        private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        private static long? TimeOf(JsonElement json, string name) =>
            json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? Clock.Micros(time) : null;
    }

    /// <summary>A number, to the last digit where that can be.</summary>
    private readonly record struct Amount(decimal? Exact, double Real)
    {
        public static Amount? Of(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? new Amount(value.TryGetDecimal(out var exact) ? exact : null, value.GetDouble())
            : null;

        public bool IsLessThan(Amount? other) => Real < other?.Real;

        public Amount Minus(Amount? other) => other is not { } taken ? this : new Amount(Exact - taken.Exact, Real - taken.Real);

        public void Write(Utf8JsonWriter writer, string name)
        {
            if (Exact is { } exact) writer.WriteNumber(name, exact);
            else writer.WriteNumber(name, Real);
        }
    }
}
