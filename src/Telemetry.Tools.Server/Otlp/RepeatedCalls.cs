using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Spans of one export that tell of a request to a model once more: a framework may put a span of its own around the provider's, with the same operation and its tokens.
/// Of spans within each other, the innermost that knows tokens tells of the request; where none does, the innermost.</summary>
internal sealed class RepeatedCalls
{
    private const string Operation = "gen_ai.operation.name";
    private const int Deepest = 64;

    private readonly Dictionary<(string, string), OtlpSpan> _spans = [];
    private readonly Dictionary<OtlpSpan, OtlpSpan> _around = [];
    private readonly HashSet<OtlpSpan> _repeated = [];

    private RepeatedCalls(IReadOnlyList<OtlpSpan> spans)
    {
        var calls = spans.Where(SpanIntake.IsCall).ToList();
        if (calls.Count < 2) return;
        foreach (var span in spans)
        {
            if (span is { TraceId: { } trace, SpanId: { } id }) _spans.TryAdd((trace, id), span);
        }

        foreach (var call in calls)
        {
            if (FindAround(call) is { } around) _around[call] = around;
        }

        var inner = _around.Keys.ToLookup(KnowsTokens);
        foreach (var call in inner[true]) _repeated.UnionWith(AllAround(call));
        foreach (var call in inner[false]) Settle(call);
    }

    /// <summary>The spans of an export that are not counted, though their operation is a request to a model.</summary>
    public static IReadOnlySet<OtlpSpan> Of(IReadOnlyList<OtlpSpan> spans) => new RepeatedCalls(spans)._repeated;

    // One that knows nothing is told of by what is around it, or tells of it.
    private void Settle(OtlpSpan call)
    {
        var around = AllAround(call).Where(outer => !_repeated.Contains(outer)).ToList();
        if (around.Any(KnowsTokens)) _repeated.Add(call);
        else _repeated.UnionWith(around);
    }

    private IEnumerable<OtlpSpan> AllAround(OtlpSpan call)
    {
        for (var depth = 0; depth < Deepest && _around.TryGetValue(call, out var outer); depth++) yield return call = outer;
    }

    // An agent or a tool in between begins something of its own.
    private OtlpSpan? FindAround(OtlpSpan call)
    {
        var span = call;
        for (var depth = 0; depth < Deepest && Parent(span) is { } parent && parent != call; depth++)
        {
            if (SpanIntake.IsCall(parent)) return IsEmbedding(parent) == IsEmbedding(call) ? parent : null;
            if (parent.Attributes.Attribute(Operation) is not null) return null;
            span = parent;
        }

        return null;
    }

    private OtlpSpan? Parent(OtlpSpan span) => span is { TraceId: { } trace, ParentSpanId: { } id } ? _spans.GetValueOrDefault((trace, id)) : null;

    private static bool IsEmbedding(OtlpSpan span) => span.Attributes.Attribute(Operation) == "embeddings";

    private static bool KnowsTokens(OtlpSpan span)
    {
        string? problem = null;
        return GenAiUsage.Read(span.Attributes, ref problem).SaysUsage && problem is null;
    }
}
