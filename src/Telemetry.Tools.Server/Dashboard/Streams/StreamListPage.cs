namespace Telemetry.Tools.Server;

/// <summary>The streams of a tenant.</summary>
internal static class StreamListPage
{
    public static string Of(IReadOnlyList<StreamState> streams, DashboardView view)
    {
        var page = PageFrame.Begin("Streams", view.Question, view.Caller);
        PeriodControls.WritePeriod(page, "Streams", view);
        PageFrame.Main(page).Raw("<section id=\"streams\" class=\"full\">");
        DataTable.Write<StreamState>(page, "Streams, the latest in front", streams,
        [
            new("Stream", (cell, stream) => cell.Link(AddressOf(stream, view.Question), stream.Stream), IsNumber: false),
            DataColumn<StreamState>.Of("Holds", stream => FirstSentence(stream.Description), isNumber: false),
            DataColumn<StreamState>.Of("Events", stream => stream.Events > StreamReports.MostEvents ? $"over {GroupText.Count(StreamReports.MostEvents)}" : GroupText.Count(stream.Events)),
            DataColumn<StreamState>.Of("Last event", stream => stream.Last is { } last ? PeriodText.Time(Clock.Time(last)) : "none yet"),
        ]);
        page.Raw("<p class=\"more\">A stream of your own begins with its schema: <code>PUT /v1/schemas/{stream}</code></p></section>");
        return PageFrame.End(page, "All times are UTC.");
    }

    /// <summary>A page on which an operator chooses a tenant.</summary>
    public static string OfTenants(IReadOnlyList<string> tenants, DashboardView view)
    {
        var page = PageFrame.Begin("Streams", view.Question, view.Caller).Element("h1", "Streams").Element("p", "An operator looks at the streams of one tenant at a time.", "period");
        PageFrame.Main(page).Raw("<section class=\"full\">").Element("h2", "Tenants").Raw("<ul class=\"plain\">");
        foreach (var tenant in tenants) page.Raw("<li>").Link(view.Question.With(("tenant_id", tenant)), tenant).Raw("</li>");
        page.Raw("</ul></section>");
        return PageFrame.End(page, null);
    }

    private static string AddressOf(StreamState stream, DashboardQuestion question) => stream.Stream switch
    {
        StreamNames.ClientUsage => question.On("/analytics"),
        "build" => question.On("/analytics/builds"),
        var name => question.On($"/analytics/streams/{name}"),
    };

    private static string FirstSentence(string? text) => text is null ? "" : text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..(end + 1)] : text;
}
