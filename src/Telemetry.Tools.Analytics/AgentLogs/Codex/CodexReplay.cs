namespace Telemetry.Tools.Analytics;

/// <summary>
/// Tells a session's own rows from the history that was copied into its log when it was forked or spawned. The copy carries the parent's
/// counters, mostly under the child's times, and may take seconds to write: seconds prove nothing, and equal counters alone do neither.
/// </summary>
internal static class CodexReplay
{
    // A model takes longer to answer than a history takes to copy from one row to the next.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    // A session's start is written with less precision than its rows.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(1);

    /// <summary>Index of the first row of the session's own; the number of rows, where there is none yet.</summary>
    /// <param name="session">The session, read from its start.</param>
    /// <param name="parent">The parent's rows, read from their start, where the parent's log is known.</param>
    /// <param name="siblings">The other sessions of the same parent.</param>
    public static int Boundary(CodexSession session, CodexSession? parent, IReadOnlyList<CodexSession> siblings)
    {
        var items = session.Items;
        if (!session.MayReplay || items.Count == 0) return 0;
        var floor = AfterOlderRows(session);
        if (ByTurnIds(session, floor) is { } byIds) return byIds;
        var isCopied = session.IsFork || session.HoldsForeignHead || floor > 0 || CountsBeforeFirstTurn(items);
        if (parent is not null && AfterParent(session, parent, isCopied) is { } behind) return Math.Max(floor, behind);
        if (!isCopied) return 0;

        // A copy under its own times is told by them; one under the session's times has no older rows.
        if (floor > 0) return items.FindIndex(floor, i => i.Kind == CodexItemKind.Turn) is >= 0 and var turn ? turn : floor;
        var shared = SharedWithSiblings(session, siblings);
        if (shared == 0) return ByPace(session);

        // Rows that differ from the siblings' are the session's own, even where it does not say that a turn begins.
        return items.FindIndex(shared, i => i.Kind == CodexItemKind.Turn) is >= 0 and var own ? own : shared;
    }

    /// <summary>Rows older than the session are the parent's.</summary>
    private static int AfterOlderRows(CodexSession session)
    {
        if (session.Created is not { } created) return 0;
        for (var i = session.Items.Count - 1; i >= 0; i--)
        {
            if (session.Items[i] is { Kind: CodexItemKind.Count, Time: { } time } && time < created) return i + 1;
        }

        return 0;
    }

    /// <summary>A turn's id holds the time it was made: the session's own turns are not older than the session.</summary>
    private static int? ByTurnIds(CodexSession session, int floor)
    {
        if (UuidTime.Of(session.Id) is not { } born) return null;
        var dated = false;
        for (var i = 0; i < session.Items.Count; i++)
        {
            if (session.Items[i].TurnTime is not { } turn) continue;
            dated = true;
            if (turn >= born) return Math.Max(i, floor);
        }

        return dated ? session.Items.Count : null;
    }

    /// <summary>
    /// The longest run of the parent's counters at the start, as far as they were written before the session began; <see langword="null"/>
    /// where a copy must be there and is not the parent's as it is now.
    /// </summary>
    private static int? AfterParent(CodexSession session, CodexSession parent, bool isCopied)
    {
        var latest = session.Created + ClockSlack;
        var theirs = Distinct(parent.Items.Where(i => latest is null || i.Time is null || i.Time <= latest));
        var mine = Counts(session.Items);
        if (mine.Count == 0 || theirs.Count == 0) return 0;
        var start = theirs.IndexOf(session.Items[mine[0]].Total);
        if (start < 0) return isCopied ? null : 0;
        var (matched, at) = (0, start);
        CodexTotals? before = null;
        foreach (var index in mine)
        {
            var total = session.Items[index].Total;
            if (total == before)
            {
                matched++;
                continue;
            }

            if (at == theirs.Count || theirs[at] != total) break;
            before = total;
            matched++;
            at++;
        }

        // One equal counter of a session that shows no sign of a copy is chance.
        return isCopied || matched > 1 ? mine[matched - 1] + 1 : 0;
    }

    /// <summary>How many rows end the longest run of counters that a sibling's log starts with, too.</summary>
    private static int SharedWithSiblings(CodexSession session, IReadOnlyList<CodexSession> siblings)
    {
        var mine = Counts(session.Items);
        var longest = 0;
        foreach (var sibling in siblings)
        {
            var theirs = Counts(sibling.Items);
            var shared = 0;
            while (shared < mine.Count && shared < theirs.Count && session.Items[mine[shared]].Total == sibling.Items[theirs[shared]].Total) shared++;
            longest = Math.Max(longest, shared);
        }

        return longest == 0 ? 0 : mine[longest - 1] + 1;
    }

    /// <summary>The first turn from a row on; the end where none follows.</summary>
    private static int TurnFrom(List<CodexItem> items, int start)
    {
        var turn = items.FindIndex(Math.Min(start, items.Count), i => i.Kind == CodexItemKind.Turn);
        return turn >= 0 ? turn : items.Count;
    }

    /// <summary>
    /// With nothing to compare to: the first turn behind the copied counters. Where the copy holds turns of its own, it is the first one whose
    /// answer took as long as an answer takes.
    /// </summary>
    private static int ByPace(CodexSession session)
    {
        var items = session.Items;
        var first = items.FindIndex(i => i.Kind == CodexItemKind.Count);
        if (first < 0) return 0;
        if (CountsBeforeFirstTurn(items)) return TurnFrom(items, first);
        for (var i = session.HoldsForeignHead ? first : 0; i < items.Count; i++)
        {
            if (items[i].Kind == CodexItemKind.Turn && TookAnAnswer(items, i)) return i;
        }

        return TurnFrom(items, first);
    }

    private static bool TookAnAnswer(List<CodexItem> items, int turn)
    {
        var next = items.FindIndex(turn, i => i.Kind == CodexItemKind.Count);
        return next >= 0 && items[turn].Time is { } begun && items[next].Time is { } ended && ended - begun >= AnswerTime;
    }

    private static bool CountsBeforeFirstTurn(List<CodexItem> items) => items[0].Kind == CodexItemKind.Count;

    private static List<int> Counts(List<CodexItem> items)
    {
        var counts = new List<int>();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is { Kind: CodexItemKind.Count, Total: not null }) counts.Add(i);
        }

        return counts;
    }

    private static List<CodexTotals?> Distinct(IEnumerable<CodexItem> items)
    {
        var totals = new List<CodexTotals?>();
        foreach (var item in items)
        {
            if (item is { Kind: CodexItemKind.Count, Total: { } total } && (totals.Count == 0 || totals[^1] != total)) totals.Add(total);
        }

        return totals;
    }
}
