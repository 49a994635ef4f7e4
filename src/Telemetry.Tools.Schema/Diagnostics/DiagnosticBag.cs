using System.Globalization;

namespace Telemetry.Tools.Schema;

/// <summary>Collects what is wrong with one file.</summary>
internal sealed class DiagnosticBag(string text, string file)
{
    private readonly List<SchemaDiagnostic> _items = [];
    private LineMap? _lines;

    // Most files have nothing to report.
    private LineMap Lines => _lines ??= new LineMap(text);

    public void Add(SchemaDiagnosticDescriptor descriptor, SourceSpan span, params object[] arguments)
    {
        var message = string.Format(CultureInfo.InvariantCulture, descriptor.MessageFormat, arguments);
        var (line, column) = Lines.Find(span.Start);
        var (endLine, endColumn) = Lines.Find(span.End);
        _items.Add(new SchemaDiagnostic(descriptor.Id, descriptor.Severity, message, file, span.Start, span.Length, line, column, endLine, endColumn));
    }

    public int LineOf(SourceSpan span) => Lines.Find(span.Start).Line;

    /// <summary>All of them in file order.</summary>
    public EquatableArray<SchemaDiagnostic> ToArray() => new([.. _items.OrderBy(item => item.Start)]);
}
