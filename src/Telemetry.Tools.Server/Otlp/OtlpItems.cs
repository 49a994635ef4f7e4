namespace Telemetry.Tools.Server;

/// <summary>Where records come from: a resource and a scope in it.</summary>
/// <param name="Resource">The resource's attributes.</param>
/// <param name="Scope">The scope's name.</param>
/// <param name="Digest">What tells it from other sources, attributes that are not kept included.</param>
internal sealed record OtlpSource(OtlpAttributes Resource, string? Scope, byte[] Digest)
{
    /// <summary>Stands for the source of a record that holds a text that cannot be read, or lies where one is.</summary>
    public static OtlpSource Unreadable { get; } = new(new OtlpAttributes(), null, []) { IsReadable = false };

    public bool IsReadable { get; private init; } = true;

    public string? Service => Resource.Attribute("service.name");

    /// <summary>Whether this is Claude Code, whose usage stands in its log and nowhere else.</summary>
    public bool IsClaudeCode => Service == "claude-code" || Scope?.StartsWith("com.anthropic.claude_code", StringComparison.Ordinal) == true;
}

/// <summary>A span. Times are nanoseconds since 1970, 0 where they are missing; ids are lower-case hex, <see langword="null"/> where they are none.</summary>
internal sealed class OtlpSpan
{
    public required OtlpSource Source { get; init; }

    public required OtlpAttributes Attributes { get; init; }

    public string? TraceId { get; set; }

    public string? SpanId { get; set; }

    public string? ParentSpanId { get; set; }

    public string Name { get; set; } = "";

    public int Kind { get; set; }

    public ulong Start { get; set; }

    public ulong End { get; set; }

    /// <summary>0 unset, 1 ok, 2 error.</summary>
    public int Status { get; set; }

    public string? StatusMessage { get; set; }
}

/// <summary>A log record; see <see cref="OtlpSpan"/> for times and ids.</summary>
internal sealed class OtlpLog
{
    public required OtlpSource Source { get; init; }

    public required OtlpAttributes Attributes { get; init; }

    /// <summary>What tells it from other records, whatever of it is kept.</summary>
    public required byte[] Digest { get; init; }

    public ulong Time { get; set; }

    public ulong ObservedTime { get; set; }

    public int Severity { get; set; }

    public string? SeverityText { get; set; }

    public string? EventName { get; set; }

    /// <summary>The body where it is a text: older senders put the event's name there.</summary>
    public string? BodyText { get; set; }

    /// <summary>The body, where it is kept.</summary>
    public System.Text.Json.Nodes.JsonNode? Body { get; set; }

    public string? TraceId { get; set; }

    public string? SpanId { get; set; }
}

/// <summary>A metric's point; see <see cref="OtlpSpan"/> for times.</summary>
internal sealed class OtlpPoint
{
    public required OtlpMetric Metric { get; init; }

    public required OtlpAttributes Attributes { get; init; }

    /// <summary>Digests of its attributes, in order: what tells it from the metric's other series.</summary>
    public required byte[] Digest { get; set; }

    public ulong Start { get; set; }

    public ulong Time { get; set; }

    public double? Value { get; set; }

    public ulong? Count { get; set; }

    public double? Sum { get; set; }

    public double? Min { get; set; }

    public double? Max { get; set; }

    /// <summary>Buckets or quantiles.</summary>
    public System.Text.Json.Nodes.JsonObject? Distribution { get; set; }
}

/// <summary>A metric.</summary>
internal sealed class OtlpMetric
{
    public required OtlpSource Source { get; init; }

    public string Name { get; set; } = "";

    public string? Unit { get; set; }

    /// <summary>gauge, sum, histogram, exponential_histogram or summary.</summary>
    public string Kind { get; set; } = "";

    /// <summary>0 unspecified, 1 delta, 2 cumulative.</summary>
    public int Temporality { get; set; }

    public bool? IsMonotonic { get; set; }
}
