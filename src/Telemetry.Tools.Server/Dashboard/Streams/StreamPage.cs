using Telemetry.Tools.Analytics;
using Telemetry.Tools.Charts;
using Telemetry.Tools.Reports;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server;

/// <summary>A page about any stream: the sections that its schema asks for, or that its roles allow.</summary>
internal static class StreamPage
{
    private static readonly FieldRole[] Groups = [FieldRole.Dimension, FieldRole.Model, FieldRole.Provider];

    public static string Of(StreamReport stream, DashboardView view, string heading)
    {
        var page = PageFrame.Begin(heading, view.Question, view.Caller);
        PeriodControls.WritePeriod(page, heading, view);
        var fields = FieldsOf(stream.Schema);
        if (fields.Count > 0) By(page, fields, view.Question);
        Condition(page, view.Question);
        PageFrame.Main(page);
        if (stream.Report.Events == 0) Nothing(page, stream, view);
        else Sections(page, stream, view, fields);
        return PageFrame.End(page, $"All times are UTC. {stream.Schema.Description}".Trim());
    }

    private static List<string> FieldsOf(SchemaDocument schema) =>
        [.. new StreamLayout(schema).Columns.Where(column => column.IsScalar && (Groups.Contains(column.Field.Role) || column.Path == schema.Discriminator)).Select(column => column.Path).Distinct()];

    private static void By(Html page, List<string> fields, DashboardQuestion question)
    {
        page.Raw("<div class=\"choices\">");
        PeriodControls.Links(page, "Figures by", fields.Select(field => (field.Replace('_', ' '), question.With(("by", question["by"] == field ? null : field)), question["by"] == field)));
        page.Raw("</div>");
    }

    private static void Condition(Html page, DashboardQuestion question)
    {
        if (question["where"] is not { } where) return;
        page.Raw("<nav class=\"filters\" aria-label=\"Filters\"><span>Only</span><ul><li>").Raw($"<a class=\"filter\" href=\"{Html.Encode(question.With(("where", null)))}\">");
        page.Text(where + " ").Raw("<span aria-hidden=\"true\">✕</span><span class=\"unseen\">(remove this filter)</span></a></li></ul></nav>");
    }

    private static void Nothing(Html page, StreamReport stream, DashboardView view)
    {
        page.Raw("<section class=\"full nothing\">");
        if (view.Question["where"] is not null || stream.LastElsewhere is not null)
        {
            page.Element("h2", "No events here").Element("p", stream.LastElsewhere is { } last ? $"The last event of this stream is of {PeriodText.Time(Clock.Time(last))}." : "Nothing in this period fits the filter.").Raw("<p class=\"ways\">");
            if (view.Question["where"] is not null) page.Link(view.Question.With(("where", null)), "Remove the filter", "class=\"button\"");
            if (view.Question.ShownRange != "1y") page.Link(view.Question.WithRange("1y"), "Show the last year", "class=\"button\"");
            page.Raw("</p>");
        }
        else
        {
            page.Element("h2", "No events yet").Element("p", "The figures begin with the first event that is sent, or pushed from a machine that records them:");
            page.Raw("<pre tabindex=\"0\"><code>").Text($"curl {view.Server}/v1/events/{stream.Schema.Stream} -H 'Content-Type: application/json'{(view.Caller.KeyId is null ? "" : " -H 'Authorization: Bearer KEY'")} -d '{{…}}'").Raw("</code></pre>");
            page.Raw("<p class=\"empty\">Its fields: <code>").Text(string.Join(' ', stream.Schema.Fields.Concat(stream.Schema.Events[0].Fields).Where(field => field.IsWritten).Select(field => field.Name).Take(20))).Raw("</code></p>");
        }

        page.Raw("</section>");
    }

    private static void Sections(Html page, StreamReport stream, DashboardView view, List<string> fields)
    {
        if (stream.IsCut) page.Element("p", $"The period has more events than are read at once: these are the newest {ValueFormat.Text(StreamReports.MostEvents, "count")}.", "full note");
        page.Raw("<dl class=\"figures\">");
        foreach (var figure in ReportFigures.All(stream.Report)) KeyFigures.Tile(page, figure.Name, figure.Value, figure.Detail);
        page.Raw("</dl>");
        var caption = ReportFigures.RunsText(stream.Report);
        foreach (var section in stream.Report.Sections) Section(page, section, stream.Report, caption, Address);

        string? Address(string field, string value) => fields.Contains(field) && !value.StartsWith("other (", StringComparison.Ordinal) ? view.Question.With(("where", $"{field}={value}")) : null;
    }

    private static void Section(Html page, ReportSection section, ReportResult report, string caption, Func<string, string, string?> address)
    {
        if (SectionPlot.Of(section, report, caption) is { } plot)
        {
            ChartFigure.Write(page, section.Id, plot, isFull: section.Columns.Any(column => column.Unit == "time"), table => SectionTable.WriteFolded(table, section, address));
            return;
        }

        page.Raw($"<section id=\"{Html.Encode(section.Id)}\" class=\"full\">").Element("h2", section.Title);
        SectionTable.WriteOpen(page, section, address);
        page.Raw("</section>");
    }
}
