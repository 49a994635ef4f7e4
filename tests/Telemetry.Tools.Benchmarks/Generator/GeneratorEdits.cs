using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Telemetry.Tools.Generator;

namespace Telemetry.Tools.Benchmarks;

/// <summary>The generator in a compiler, with one schema of many events; every edit goes on from the state before.</summary>
internal sealed class GeneratorEdits
{
    private const int EditedEvents = 16;

    private readonly SchemaText[] _ring;
    private readonly SourceText[] _output;
    private readonly int _events;
    private GeneratorDriver _driver;
    private CSharpCompilation _compilation;
    private int _edits;
    private int _schema;

    public GeneratorEdits(int events)
    {
        _events = events;
        _ring = Ring();
        _compilation = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText("class A { }")],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location), MetadataReference.CreateFromFile(typeof(LineWriter).Assembly.Location)]);
        _driver = CSharpGeneratorDriver.Create([new TelemetryGenerator().AsSourceGenerator()], [_ring[0]]).RunGenerators(_compilation);
        _output = Output();
        EditSchema();
        var changed = Output().Zip(_output, (now, before) => now.ContentEquals(before)).Count(isSame => !isSame);
        Verdict.Require(changed == 2, "an edit changes the source of its event and that of the schema");
    }

    /// <summary>A key pressed in a C# file: nothing of the generator's depends on it.</summary>
    public long EditCode()
    {
        var tree = _compilation.SyntaxTrees[0];
        _compilation = _compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText($"class A {{ int x = {++_edits}; }}"));
        _driver = _driver.RunGenerators(_compilation);
        return _edits;
    }

    /// <summary>A key pressed in a field of one event, each time of another one.</summary>
    public long EditSchema()
    {
        var at = _schema;
        _schema = (at + 1) % _ring.Length;
        _driver = _driver.ReplaceAdditionalText(_ring[at], _ring[_schema]).RunGenerators(_compilation);
        return _schema;
    }

    /// <summary>What a compiler does that knows nothing of the state before.</summary>
    public long ParseOutput() => _output.Sum(text => (long)CSharpSyntaxTree.ParseText(text).GetRoot().FullSpan.Length);

    private SourceText[] Output()
    {
        var result = _driver.GetRunResult();
        Verdict.Require(result.Diagnostics.IsEmpty, "the generator has nothing to report");
        SourceText[] sources = [.. result.GeneratedTrees.Select(tree => tree.GetText())];
        var all = string.Concat(sources.Select(source => source.ToString()));
        Verdict.Require(Enumerable.Range(0, _events).All(i => all.Contains($"record Event{i} ", StringComparison.Ordinal)), "the sources hold all events");
        return sources;
    }

    // States of the file, each one field of one event away from the state before, also the first from the last.
    private SchemaText[] Ring()
    {
        var isChanged = new bool[_events];
        var states = new List<SchemaText>();
        for (var edit = 0; edit < 2 * EditedEvents; edit++)
        {
            isChanged[edit % EditedEvents * (_events / EditedEvents)] ^= true;
            states.Add(new SchemaText(Schema(isChanged)));
        }

        return [.. states];
    }

    private static string Schema(bool[] isChanged)
    {
        var text = new StringBuilder("""{ "schema": "many", "version": "1-0-0", "namespace": "Many", "discriminator": "kind", "storage": { "format": "jsonl" }, "events": {""");
        for (var i = 0; i < isChanged.Length; i++)
        {
            if (i > 0) text.Append(',');
            text.Append($$"""
                "event_{{i}}": { "typeName": "Event{{i}}", "description": "Number {{i}}.", "fields": {
                "at": { "type": "timestamp", "role": "time" }, "user": "string", "{{(isChanged[i] ? "model_name" : "model")}}": { "type": "string", "nullable": true },
                "tokens": { "type": "int64", "unit": "tokens" }, "took": { "type": "double", "unit": "s" }, "success": "bool" } }
                """);
        }

        return text.Append("} }").ToString();
    }

    private sealed class SchemaText(string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

        public override string Path => "many.telemetry.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}
