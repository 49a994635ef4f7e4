using System.Globalization;

namespace Telemetry.Tools.Cli.Tests;

/// <summary>Streams that tests put into stores.</summary>
internal static class Samples
{
    /// <summary>A schema with text, duration and outcome, and the three reports of builds.</summary>
    public const string Jobs = """
        {
          "schema": "jobs",
          "version": "1-0-0",
          "namespace": "Sample.Telemetry",
          "storage": { "format": "jsonl" },
          "fields": { "timestamp": { "type": "timestamp", "role": "time" } },
          "events": {
            "job": {
              "fields": {
                "name": { "type": "string", "role": "dimension" },
                "duration_seconds": { "type": "double", "unit": "s", "role": "duration" },
                "exit_code": { "type": "int32", "role": "outcome" }
              }
            }
          },
          "reports": [
            { "id": "job-count", "title": "Jobs", "chart": "bar", "measure": "count", "by": "name" },
            { "id": "outcome", "title": "Success vs failure", "chart": "stacked-bar", "measure": "outcome", "by": "name" },
            { "id": "average-duration", "title": "Average duration", "chart": "bar", "measure": "avg:duration_seconds", "by": "name" },
            { "id": "jobs-a-day", "title": "Jobs a day", "chart": "line", "measure": "count", "bucket": "day" }
          ]
        }
        """;

    /// <summary>A line of <see cref="Jobs"/>.</summary>
    public static string Job(string name, double seconds = 1, int exitCode = 0, string time = "2026-11-20T10:00:00Z") =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"timestamp":"{{time}}","name":{{System.Text.Json.JsonSerializer.Serialize(name)}},"duration_seconds":{{seconds}},"exit_code":{{exitCode}}}""");

    /// <summary>Four jobs over three days, one of which failed.</summary>
    public static string[] FourJobs =>
    [
        Job("compile", 2, 0, "2026-11-18T10:00:00Z"),
        Job("compile", 4, 0, "2026-11-19T10:00:00Z"),
        Job("check", 61, 3, "2026-11-20T10:00:00Z"),
        Job("compile", 3, 0, "2026-11-20T11:00:00Z"),
    ];

    /// <summary>Names that would do harm where text is not escaped.</summary>
    public static string[] HostileNames =>
    [
        "<script>alert(1)</script>", "a|b`c`*d*[e](f)", "\u001b[31mred\u001b[0m", "\"quoted\", with comma", "../../etc/passwd", "line\nbreak", "=cmd()", "\u202eevil", "größe 中文 🙂", new string('x', 10_000),
    ];
}
