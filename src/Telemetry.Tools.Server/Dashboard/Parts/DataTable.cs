namespace Telemetry.Tools.Server;

/// <summary>A column of a table.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Write">Writes a cell's content.</param>
/// <param name="Sort">What the parameter <c>sort</c> calls it; <see langword="null"/> where rows cannot be ordered by it.</param>
/// <param name="IsNumber">Whether it is right-aligned.</param>
internal sealed record DataColumn<T>(string Heading, Action<Html, T> Write, string? Sort = null, bool IsNumber = true)
{
    /// <summary>A column of text or numbers as they are read.</summary>
    public static DataColumn<T> Of(string heading, Func<T, string> text, string? sort = null, bool isNumber = true) => new(heading, (page, row) => page.Text(text(row)), sort, isNumber);
}

/// <summary>Writes tables that scroll where they are wider than the page has room, and become lists of cards on phones; roles keep them tables for screen readers.</summary>
internal static class DataTable
{
    /// <summary>Writes a table.</summary>
    /// <param name="page">The page.</param>
    /// <param name="caption">What it holds.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns; the first names the row.</param>
    /// <param name="order">How headings order the rows; <see langword="null"/> where they cannot.</param>
    public static void Write<T>(Html page, string caption, IEnumerable<T> rows, IReadOnlyList<DataColumn<T>> columns, TableOrder? order = null)
    {
        page.Raw($"<div class=\"sheet\"><table class=\"cards{(order is null ? "" : " ordered")}\" role=\"table\">").Element("caption", caption, "unseen").Raw("<thead role=\"rowgroup\"><tr role=\"row\">");
        foreach (var column in columns) Head(page, column, order);
        page.Raw("</tr></thead><tbody role=\"rowgroup\">");
        foreach (var row in rows) Row(page, row, columns);
        page.Raw("</tbody></table></div>");
    }

    private static void Head<T>(Html page, DataColumn<T> column, TableOrder? order)
    {
        var isOrdered = order is not null && column.Sort == order.Sort;
        page.Raw($"<th role=\"columnheader\" scope=\"col\"{(column.IsNumber ? " class=\"n\"" : "")}{(isOrdered ? $" aria-sort=\"{(order!.IsAscending ? "ascending" : "descending")}\"" : "")}>");
        if (order is null || column.Sort is not { } sort) page.Text(column.Heading);
        else page.Link(order.Address(sort), column.Heading + (isOrdered ? order.IsAscending ? " ▲" : " ▼" : ""));
        page.Raw("</th>");
    }

    private static void Row<T>(Html page, T row, IReadOnlyList<DataColumn<T>> columns)
    {
        page.Raw("<tr role=\"row\">");
        for (var i = 0; i < columns.Count; i++)
        {
            if (i == 0) page.Raw("<th role=\"rowheader\" scope=\"row\">");
            else page.Raw($"<td role=\"cell\" data-label=\"{Html.Encode(columns[i].Heading)}\" class=\"{(columns[i].IsNumber ? "n\">" : "long\"><div>")}");
            columns[i].Write(page, row);
            page.Raw(i == 0 ? "</th>" : columns[i].IsNumber ? "</td>" : "</div></td>");
        }

        page.Raw("</tr>");
    }
}

/// <summary>How a table is ordered, and the addresses of other orders.</summary>
internal sealed record TableOrder(DashboardQuestion Question, string Sort, bool IsAscending)
{
    /// <summary>The address of the page ordered by a column; by the same one, the other way round.</summary>
    public string Address(string sort) => Question.With(("sort", sort), ("order", sort == Sort && !IsAscending ? "asc" : null));
}
