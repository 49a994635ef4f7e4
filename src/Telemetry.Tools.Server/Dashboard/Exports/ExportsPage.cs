using System.Globalization;
using Telemetry.Tools.Charts;

namespace Telemetry.Tools.Server;

/// <summary>The page on which files are asked for, watched and downloaded.</summary>
internal static class ExportsPage
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal) { ["csv"] = "CSV", ["json"] = "JSON", ["jsonl"] = "JSON Lines", ["parquet"] = "Parquet" };
    private static readonly Dictionary<string, string> Formats = new(StringComparer.Ordinal) { ["full"] = "each request", ["summary"] = "each day's figures" };

    /// <summary>The page.</summary>
    /// <param name="exports">The exports.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="caller">Who looks.</param>
    /// <param name="wish">What the form says.</param>
    /// <param name="problem">Why the last wish was refused.</param>
    public static string Of(ExportList exports, DashboardQuestion question, Caller caller, ExportWish wish, string? problem)
    {
        var page = PageFrame.Begin("Exports", question, caller).Element("h1", "Exports");
        page.Element("p", $"Files of {caller.Tenant}'s usage; kept for 30 days.", "period");
        if (caller.Role.May(Permission.Edit)) Form(page, question, wish, problem);
        PageFrame.Main(page);
        List(page, exports, question, caller);
        return PageFrame.End(page, "All times are UTC.");
    }

    /// <summary>The page for a key that belongs to no tenant.</summary>
    public static string OfOperator(DashboardQuestion question, Caller caller)
    {
        var page = PageFrame.Begin("Exports", question, caller).Element("h1", "Exports");
        PageFrame.Main(page).Raw("<section class=\"full nothing\">").Element("h2", "No tenant").Element("p", "An operator's key belongs to no tenant. Exports are made with a key of their tenant.").Raw("</section>");
        return PageFrame.End(page, null);
    }

    private static void Form(Html page, DashboardQuestion question, ExportWish wish, string? problem)
    {
        page.Raw($"<form class=\"fields card\" method=\"post\" action=\"{Html.Encode(question.With())}\">");
        page.Raw($"<label>From <input type=\"date\" name=\"start_date\" value=\"{Html.Encode(wish.StartDate ?? "")}\" required></label>");
        page.Raw($"<label>To <input type=\"date\" name=\"end_date\" value=\"{Html.Encode(wish.EndDate ?? "")}\" required></label>");
        page.Raw("<label>Content ").Select("format", ExportEndpoints.Format.Values.Select(value => (value, Formats[value])), wish.Format).Raw("</label>");
        page.Raw("<label>File ").Select("export_type", ExportEndpoints.Type.Values.Select(value => (value, Types[value])), wish.Type).Raw("</label>");
        page.Raw($"<label class=\"check\"><input type=\"checkbox\" name=\"excel_safe\" value=\"true\"{(wish.IsExcelSafe ? " checked" : "")}> Safe for spreadsheets</label>");
        page.Raw("<button type=\"submit\" class=\"primary\">Export</button>");
        if (problem is not null) page.Raw("<p class=\"failed whole\" role=\"alert\">").Text(problem).Raw("</p>");
        page.Raw("</form>");
    }

    private static void List(Html page, ExportList exports, DashboardQuestion question, Caller caller)
    {
        var isUnderWay = exports.Exports.Any(job => job.Status is "queued" or "running");
        page.Raw($"<section id=\"exports\" class=\"full\"{(isUnderWay ? " data-refresh=\"1\"" : "")}>").Element("h2", "Files");
        if (exports.Exports.Count == 0) page.Raw($"<p class=\"empty\">No exports yet. {(caller.Role.May(Permission.Edit) ? "The form above makes one, and so does" : "An editor's key makes them here, or by")} <code>curl -X POST …/v1/analytics/exports?export_type=csv</code></p>");
        else Table(page, exports.Exports);
        if (exports.NextCursor is { } cursor) page.Raw("<p class=\"more\">").Link(question.With(("cursor", cursor)), "Older exports").Raw("</p>");
        page.Raw("</section>");
    }

    private static void Table(Html page, IReadOnlyList<ExportJob> jobs) => DataTable.Write<ExportJob>(page, "Exports, newest first", jobs,
    [
        DataColumn<ExportJob>.Of("Period", job => PeriodOf(job), isNumber: false),
        DataColumn<ExportJob>.Of("Content", job => $"{Formats[job.Format]}, {Types[job.ExportType]}", isNumber: false),
        DataColumn<ExportJob>.Of("Asked for", job => Time(job.CreatedAt), isNumber: false),
        new("Status", Status, IsNumber: false),
        DataColumn<ExportJob>.Of("Rows", job => ValueFormat.Text(job.Rows, "count")),
        DataColumn<ExportJob>.Of("Size", job => job.Bytes is { } bytes ? ValueFormat.Text(bytes, "bytes") : ValueFormat.Unknown),
    ]);

    private static void Status(Html page, ExportJob job)
    {
        if (job.Status == "done")
        {
            page.Raw($"<a href=\"/v1/analytics/exports/{job.ExportId}/download\" download>Download<span class=\"unseen\">").Text($" {PeriodOf(job)}, {Types[job.ExportType]}").Raw("</span></a>").Element("span", $" until {Time(job.ExpiresAt)}", "soft");
            return;
        }

        page.Text(job.Status);
        if (job.Status == "running") page.Raw(string.Create(CultureInfo.InvariantCulture, $" <progress max=\"1\" value=\"{job.Progress:0.##}\" aria-label=\"Progress\">{job.Progress:0 %}</progress>"));
    }

    private static string PeriodOf(ExportJob job) => PeriodText.Of(new UsagePeriod(job.Start, job.End, default, Analytics.TimeBucket.Day));

    private static string Time(string time) => PeriodText.Time(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));
}

/// <summary>What the form asks for.</summary>
internal sealed record ExportWish(string? StartDate, string? EndDate, string? Format, string? Type, bool IsExcelSafe);
