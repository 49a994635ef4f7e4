using System.Globalization;
using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads opencode's messages, from legacy files with one each and from rows of its databases. Input is without cache, reasoning stands beside output, and a cost of 0 is an unknown one.</summary>
internal sealed class OpenCodeMessageParser(LogFile file, ProjectNames projects) : LogParser(file, projects)
{
    private (string? Id, string? Session, string? Parent) _row;

    /// <summary>Reads a message that stands in a row of a database.</summary>
    public void Row(string? id, string? session, string? parent, ReadOnlySpan<byte> message, long number)
    {
        _row = (id, session, parent);
        Result.Lines++;
        Line(message, number);
    }

    public override void Complete() => Result.StartOver = true;

    protected override bool MayHoldUsage(ReadOnlySpan<byte> line) => line.IndexOf("\"tokens\""u8) >= 0;

    protected override string? Parse(ref Utf8JsonReader reader, long number)
    {
        var message = new OpenCodeMessage();
        message.Read(ref reader);
        Finish(ref reader);
        if (!message.IsAnswer) return null;
        if (message.Problem is not null) return message.Problem;
        if (message.Tokens.Total > 0 || message.Cost > 0) Result.Records.Add(Record(message));
        return null;
    }

    private UsageRecord Record(OpenCodeMessage message)
    {
        var session = message.Session ?? _row.Session ?? Path.GetFileName(Path.GetDirectoryName(File.Path));
        var tokens = message.Tokens;
        return new UsageRecord
        {
            Source = AgentSource.OpenCode,
            Key = $"opencode:{message.Id ?? _row.Id ?? Path.GetFileNameWithoutExtension(File.Name)}",

            // A fork copies messages under new ids; when they were made, by which model and with which counts stays.
            Alias = message.Created is { } made
                ? string.Create(CultureInfo.InvariantCulture, $"opencode-copy:{made.UtcTicks}:{message.Model}:{tokens.Input}/{tokens.CacheRead}/{tokens.CacheWrite}/{tokens.Output}")
                : null,
            HasFullKey = false,
            Timestamp = message.Completed ?? message.Created ?? File.ModifiedTime,
            TimestampApproximated = message.Completed is null && message.Created is null,
            Provider = message.Provider,
            Model = message.Model,
            SessionId = session,
            ParentSessionId = _row.Parent,
            IsSubagent = _row.Parent is not null,
            AgentType = message.Agent,
            Project = Projects.Of(message.Folder),
            Tokens = tokens,
            KnowsReasoning = true,
            LoggedCostUsd = message.Cost > 0 ? message.Cost : null,
        };
    }
}
