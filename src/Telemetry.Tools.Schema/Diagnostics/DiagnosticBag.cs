using System.Globalization;

namespace Telemetry.Tools.Schema;

/// <summary>Collects what is wrong with one file.</summary>
internal sealed class DiagnosticBag(string text, string file)
{
    private readonly LineMap _lines = new(text);
    private readonly List<SchemaDiagnostic> _items = [];

    public void Add(SchemaDiagnosticDescriptor descriptor, SourceSpan span, params object[] arguments)
    {
        var message = string.Format(CultureInfo.InvariantCulture, descriptor.MessageFormat, arguments);
        var (line, column) = _lines.Find(span.Start);
        var (endLine, endColumn) = _lines.Find(span.End);
        _items.Add(new SchemaDiagnostic(descriptor.Id, descriptor.Severity, message, file, span.Start, span.Length, line, column, endLine, endColumn));
    }

    public int LineOf(SourceSpan span) => _lines.Find(span.Start).Line;

    /// <summary>All of them in file order.</summary>
    public EquatableArray<SchemaDiagnostic> ToArray() => new([.. _items.OrderBy(item => item.Start)]);
}
