namespace Telemetry.Tools.Schema;

/// <summary>Holds one report against the fields it is over.</summary>
internal sealed class ReportCheck(SchemaDocument document, ReportDefinition report, ObjectReader reader, ParseContext context)
{
    private readonly List<FieldPath> _fields =
        [.. SchemaFields.Of(document).Where(path => path.Event is null || report.Event is null || path.Event.Name == report.Event)];

    public bool Passes() => EventExists() && MeasureFits() && GroupFits() && BucketFits() && ChartFits();

    private bool EventExists()
    {
        if (report.Event is null || document.Events.Any(item => item.Name == report.Event)) return true;
        if (context.LeftOut.Contains(report.Event)) return false;
        var suggestion = Suggestion.For(report.Event, document.Events.Select(item => item.Name));
        context.Diagnostics.Add(SchemaDiagnostics.ReportEvent, reader.ValueSpan("event"), report.Id, report.Event, suggestion);
        return false;
    }

    private bool MeasureFits()
    {
        var colon = report.Measure.IndexOf(':');
        var function = colon < 0 ? report.Measure : report.Measure.Substring(0, colon);
        var isKnown = (colon < 0 ? SchemaVocabulary.PlainMeasures : SchemaVocabulary.FieldMeasures).Contains(function);
        if (!isKnown) return ReportMeasure();
        if (colon >= 0) return Field(report.Measure.Substring(colon + 1), "measure", FieldRules.IsQuantity, "has no number to measure");
        return function is "count" or "figures" || HasRole("measure", "the measure needs a field with the role success or outcome", FieldRole.Success, FieldRole.Outcome);
    }

    private bool ReportMeasure()
    {
        string[] all = [.. SchemaVocabulary.PlainMeasures, .. SchemaVocabulary.FieldMeasures.Select(function => function + ":FIELD")];
        var suggestion = Suggestion.For(report.Measure, all);
        context.Diagnostics.Add(SchemaDiagnostics.UnknownMeasure, reader.ValueSpan("measure"), report.Measure, suggestion, string.Join(", ", all));
        return false;
    }

    private bool GroupFits()
    {
        if (report.By is null || report.By == document.Discriminator) return true;
        return report.Chart is ReportChart.Histogram or ReportChart.Scatter
            ? Field(report.By, "by", FieldRules.IsQuantity, "is no number")
            : Field(report.By, "by", FieldRules.IsGroup, "cannot be grouped by");
    }

    private bool BucketFits() =>
        report.Bucket is null || HasRole("bucket", "a time bucket needs a field with the role time", FieldRole.Time);

    private bool ChartFits()
    {
        if (report.Chart == ReportChart.Histogram && report.By is null) return Misfit("chart", "a histogram needs \"by\", the number whose values it counts");
        if (report.Chart == ReportChart.Timeline) return HasRole("chart", "a timeline needs a field with the role time", FieldRole.Time);
        if (report.Chart == ReportChart.HeatMap && (report.By is null || report.Bucket is null)) return Misfit("chart", "a heat map needs \"by\" and \"bucket\"");
        var isOverTime = report.Chart is ReportChart.Line or ReportChart.Area;
        return !isOverTime || report.Bucket is not null || Misfit("chart", "a line needs \"bucket\", for example \"day\"");
    }

    private bool Field(string path, string property, Func<FieldKind, bool> fits, string misfit)
    {
        var found = _fields.Where(field => field.Path == path).ToList();
        if (found.Count == 0) return Unknown(path, property);
        if (found.TrueForAll(field => !field.Field.IsWritten))
        {
            context.Diagnostics.Add(SchemaDiagnostics.ReportField, reader.ValueSpan(property), report.Id, path, "whose values are never written");
            return false;
        }

        return found.TrueForAll(field => fits(field.Field.Type.Kind)) || Misfit(property, $"'{path}' {misfit}");
    }

    private bool Unknown(string path, string property)
    {
        if (path.Split('.').Any(context.LeftOut.Contains)) return false;
        var suggestion = Suggestion.For(path, _fields.Select(field => field.Path));
        context.Diagnostics.Add(SchemaDiagnostics.ReportField, reader.ValueSpan(property), report.Id, path, "which is no field of it." + suggestion);
        return false;
    }

    private bool HasRole(string property, string message, params FieldRole[] roles) =>
        _fields.Any(path => roles.Contains(path.Field.Role)) || (!context.HasBrokenRole && context.LeftOut.Count == 0 && Misfit(property, message));

    private bool Misfit(string property, string message)
    {
        context.Diagnostics.Add(SchemaDiagnostics.ReportMisfit, reader.ValueSpan(property), report.Id, message);
        return false;
    }
}
