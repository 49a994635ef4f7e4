using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Telemetry.Tools.Generator;

namespace Telemetry.Tools.Benchmarks;

/// <summary>The generator in a compiler, with one schema of many events; every edit goes on from the state before.</summary>
internal sealed class GeneratorEdits
{
    private readonly SourceText _output;
    private readonly int _events;
    private GeneratorDriver _driver;
    private CSharpCompilation _compilation;
    private SchemaText _schema;
    private int _edits;

    public GeneratorEdits(int events)
    {
        _events = events;
        _schema = new SchemaText(Schema(0));
        _compilation = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText("class A { }")],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location), MetadataReference.CreateFromFile(typeof(LineWriter).Assembly.Location)]);
        _driver = CSharpGeneratorDriver.Create([new TelemetryGenerator().AsSourceGenerator()], [_schema]).RunGenerators(_compilation);
        var result = _driver.GetRunResult();
        Verdict.Require(result.Diagnostics.IsEmpty && result.GeneratedTrees.Length == 1, "the generator makes one source and no diagnostic");
        _output = result.GeneratedTrees[0].GetText();
        Verdict.Require(_output.ToString().Contains($"record Event{events - 1} ", StringComparison.Ordinal), "the source holds all events");
    }

    /// <summary>A key pressed in a C# file: nothing of the generator's depends on it.</summary>
    public long EditCode()
    {
        var tree = _compilation.SyntaxTrees[0];
        _compilation = _compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText($"class A {{ int x = {++_edits}; }}"));
        _driver = _driver.RunGenerators(_compilation);
        return _edits;
    }

    /// <summary>A key pressed in the description of one event: everything is read and printed again.</summary>
    public long EditSchema()
    {
        var changed = new SchemaText(Schema(++_edits));
        _driver = _driver.ReplaceAdditionalText(_schema, changed).RunGenerators(_compilation);
        _schema = changed;
        return _edits;
    }

    /// <summary>What the compiler does with the source anyway.</summary>
    public long ParseOutput() => CSharpSyntaxTree.ParseText(_output).GetRoot().FullSpan.Length;

    private string Schema(int edit)
    {
        var text = new StringBuilder("""{ "schema": "many", "version": "1-0-0", "namespace": "Many", "discriminator": "kind", "storage": { "format": "jsonl" }, "events": {""");
        for (var i = 0; i < _events; i++)
        {
            if (i > 0) text.Append(',');
            text.Append($$"""
                "event_{{i}}": { "typeName": "Event{{i}}", "description": "Number {{(i == 0 ? edit : i)}}.", "fields": {
                "at": { "type": "timestamp", "role": "time" }, "user": "string", "model": { "type": "string", "nullable": true },
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
