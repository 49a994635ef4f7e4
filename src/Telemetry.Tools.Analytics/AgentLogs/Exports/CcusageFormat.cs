using System.Globalization;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Tools.Analytics;

/// <summary>
/// ccusage's JSON reports by day, week, month or session: sums of many requests, by model where the report says so. What an earlier import
/// of the same day or session took is subtracted, so that a newer report adds what it knows more.
/// </summary>
internal sealed class CcusageFormat : AgentFormat
{
    private const string NotAReport = "no report of ccusage by day, week, month or session";

    private static readonly string[] Periods = ["daily", "weekly", "monthly", "sessions", "session"];

    /// <inheritdoc/>
    public override string Source => AgentSource.Ccusage;

    /// <inheritdoc/>
    public override bool Wants(string path) => EndsIn(path, ".json");

    /// <inheritdoc/>
    public override FileParse Parse(LogFile file, SafeFileHandle handle, FileState? from, ProjectNames projects, CancellationToken cancellationToken)
    {
        var parser = new Parser(file, projects);
        return ReadDocument(file, parser, handle);
    }

    private sealed class Parser(LogFile file, ProjectNames projects) : LogParser(file, projects)
    {
        public override void Complete() => Result.StartOver = true;

        protected override bool MayHoldUsage(ReadOnlySpan<byte> line) => true;

        protected override string? Parse(ref Utf8JsonReader reader, long number)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            Finish(ref reader);
            var found = false;
            foreach (var period in Periods.Where(p => document.RootElement.TryGetProperty(p, out _)))
            {
                found |= Take(period, document.RootElement.GetProperty(period), null);
            }

            if (document.RootElement.TryGetProperty("projects", out var byProject) && byProject.ValueKind == JsonValueKind.Object)
            {
                foreach (var project in byProject.EnumerateObject()) found |= Take("daily", project.Value, project.Name);
            }

            return found ? null : NotAReport;
        }

        private bool Take(string period, JsonElement entries, string? project)
        {
            if (entries.ValueKind != JsonValueKind.Array) return false;
            long at = 0;
            foreach (var entry in entries.EnumerateArray())
            {
                at++;
                string? problem = entry.ValueKind == JsonValueKind.Object ? null : "not a JSON object";
                if (problem is null) TakeEntry(period, new CcusageEntry(entry), project, ref problem);
                if (problem is not null) Result.Reject(File.Path, at, problem);
            }

            return true;
        }

        private void TakeEntry(string period, CcusageEntry entry, string? project, ref string? problem)
        {
            var time = entry.Time;
            var session = period.StartsWith("session", StringComparison.Ordinal) ? entry.Session : null;
            var name = session ?? time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (name is null)
            {
                problem = "neither a day nor a session";
                return;
            }

            foreach (var (model, tokens, cost) in entry.Models(ref problem))
            {
                if (problem is not null) return;
                Result.Records.Add(new UsageRecord
                {
                    Source = AgentSource.Ccusage,
                    Key = $"ccusage:{period}:{project ?? entry.Project}:{name}:{model}",
                    IsSum = true,
                    Timestamp = time ?? File.ModifiedTime,
                    TimestampApproximated = true,
                    Model = model,
                    SessionId = session,
                    Project = ProjectOf(project ?? entry.Project),
                    Tokens = tokens,
                    LoggedCostUsd = cost,
                });
            }
        }

        // "-home-me-src-shop" is a path that cannot be told apart into folders.
        private string? ProjectOf(string? project) => project is null || project.StartsWith('-') ? null : Projects.Of(project);
    }
}
