using System.Globalization;

namespace Telemetry.Tools.Analytics;

/// <summary>Makes requests of a Codex session's rows: leaves the copied history out and takes the differences of the counters.</summary>
internal static class CodexUsage
{
    /// <summary>What Codex used when it did not write down which model it was.</summary>
    public const string AssumedModel = "gpt-5";

    /// <summary>Fills the file's records.</summary>
    /// <param name="file">The log.</param>
    /// <param name="parse">What was read of it.</param>
    /// <param name="parent">The session it was forked from, read from its start, where its log is known.</param>
    /// <param name="siblings">Other sessions of the same parent, where the parent's log is not known.</param>
    public static void Resolve(LogFile file, FileParse parse, CodexSession? parent, IReadOnlyList<CodexSession> siblings)
    {
        var session = parse.Codex!;
        var boundary = CodexReplay.Boundary(session, parent, siblings);
        var isOpen = session.MayReplay && !session.Items.Skip(boundary).Any(i => i.Kind == CodexItemKind.Count);
        TakeInherited(session, boundary);
        TakeOwn(file, parse, session, boundary, hasInherited: session.Meter.HasPrevious);

        // Where nothing of the session's own is there yet, the next read has to look at all of it again.
        parse.StartOver = isOpen;
        parse.Carry = isOpen ? null : CodexLogParser.Carry(session);
    }

    private static void TakeInherited(CodexSession session, int boundary)
    {
        for (var i = 0; i < boundary; i++)
        {
            if (session.Items[i].Total is { } total) session.Meter.Next(total, session.Items[i].Last);
        }
    }

    private static void TakeOwn(LogFile file, FileParse parse, CodexSession session, int boundary, bool hasInherited)
    {
        var meter = session.Meter;
        var (id, isFirst) = (session.Id, session.MayReplay && !hasInherited);
        var lastTime = session.Created;
        for (var i = boundary; i < session.Items.Count; i++)
        {
            var item = session.Items[i];
            if (item.Kind == CodexItemKind.Thread && item.ThreadId != id) (id, meter) = (item.ThreadId!, new CodexMeter());
            lastTime = item.Time ?? lastTime;
            if (item.Kind != CodexItemKind.Count) continue;

            // A fork whose history holds no counters may still go on from the parent's total.
            var used = meter.Next(item.Total, item.Last);
            if (isFirst && used is not null && item.Last is { Sum: > 0 } last && last.Sum < used.Value.Sum) used = last;
            isFirst = false;
            if (used is null) parse.Repeats++;
            else parse.Records.Add(Record(file, session, item, id, meter.Epoch, used.Value, lastTime, ModelAt(session, i)));
        }
    }

    private static UsageRecord Record(
        LogFile file, CodexSession session, in CodexItem item, string id, int epoch, CodexTotals used, DateTimeOffset? time, (string? Model, bool Inferred) model)
    {
        var mark = item.Time?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "-";
        var total = item.Total?.ToString() ?? string.Create(CultureInfo.InvariantCulture, $"last{item.Line}:{item.Last}");
        var at = item.Time ?? time ?? file.ModifiedTime;
        var review = CodexReviewModel.Of(model.Model, at);
        return new UsageRecord
        {
            Source = AgentSource.Codex,
            Key = IsNameless(session, item) ? $"codex-row:{mark}:{total}" : string.Create(CultureInfo.InvariantCulture, $"codex:{id}:{epoch}:{total}:{mark}"),
            Timestamp = at,
            TimestampApproximated = item.Time is null,
            Provider = session.Provider ?? "openai",
            Model = review ?? model.Model,
            ModelInferred = model.Inferred || review is not null,
            SessionId = id,
            ParentSessionId = session.ParentId,
            IsSubagent = session.IsSubagent,
            AgentType = session.AgentType,
            Project = item.Project,
            Branch = session.Branch,
            Tokens = used.Tokens,
            KnowsReasoning = true,
            ServiceTier = item.Tier == "fast" ? null : item.Tier,
            Speed = item.Tier == "fast" ? "fast" : null,
        };
    }

    // Two logs that do not say whose they are, and hold a row of the same moment, hold it because one was copied from the other.
    private static bool IsNameless(CodexSession session, in CodexItem item) => !session.HasOwnId && item is { Time: not null, Total: not null };

    // A session that names its model late has used it before, too.
    private static (string? Model, bool Inferred) ModelAt(CodexSession session, int index)
    {
        if (session.Items[index].Model is { } stated) return (stated, false);
        for (var i = index + 1; i < session.Items.Count; i++)
        {
            if (session.Items[i].Model is { } later) return (later, true);
        }

        return (AssumedModel, true);
    }
}
