using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>Generates event records and serializers from each <c>*.telemetry.json</c> among the additional files.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class TelemetryGenerator : IIncrementalGenerator
{
    /// <summary>Names of the steps, for tests that watch what is cached.</summary>
    internal static class Steps
    {
        public const string Files = "Files";
        public const string Models = "Models";
        public const string Claims = "Claims";
        public const string Conflicts = "Conflicts";
        public const string Facts = "Facts";
        public const string Accepted = "Accepted";
        public const string Sources = "Sources";
        public const string Index = "Index";
        public const string Diagnostics = "Diagnostics";
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider.Where(SchemaFileReader.IsSchema).Select(SchemaFileReader.Read).WithTrackingName(Steps.Files);
        var models = files.Where(file => file.Schema is not null).Select((file, _) => file.Schema!).WithTrackingName(Steps.Models);
        var claims = models.Select((model, _) => SchemaClaims.Of(model)).WithTrackingName(Steps.Claims);
        var conflicts = claims.Collect().Select((all, _) => SchemaClaims.Conflicts(all)).WithTrackingName(Steps.Conflicts);
        var facts = Facts(context);

        var diagnostics = files.Combine(conflicts).WithTrackingName(Steps.Diagnostics);
        context.RegisterSourceOutput(diagnostics, (output, pair) => Report(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(facts.Combine(models.Collect().Select((all, _) => all.IsEmpty)), (output, pair) =>
        {
            if (!pair.Left.IsFit && !pair.Right) output.ReportDiagnostic(GeneratorDiagnostics.Of(pair.Left));
        });

        var accepted = models.Combine(conflicts.Combine(facts)).Where(pair => pair.Right.Right.IsFit && !IsIn(pair.Right.Left, pair.Left.Path))
            .Select((pair, _) => pair.Left).WithTrackingName(Steps.Accepted);
        var sources = accepted.SelectMany((schema, _) => SourceSplit.Of(schema)).WithTrackingName(Steps.Sources);
        context.RegisterSourceOutput(sources, (output, source) => output.AddSource(source.HintName, SchemaEmitter.Emit(source)));

        RegisterIndex(context, accepted);
    }

    // A project that names a type in TelemetryIndexType gets a list of its streams under that name.
    private static void RegisterIndex(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<SchemaModel> schemas)
    {
        var name = context.AnalyzerConfigOptionsProvider.Select((options, _) =>
            options.GlobalOptions.TryGetValue("build_property.TelemetryIndexType", out var value) ? value.Trim() : "");
        var roots = schemas.Select((model, _) => new IndexEntry(model.Document.Stream, model.Document.Namespace + "." + SchemaTypes.RootOf(model.Document)));
        var index = roots.Collect().Select((all, _) => new EquatableArray<IndexEntry>([.. all.OrderBy(entry => entry.Stream, StringComparer.Ordinal)]))
            .Combine(name).WithTrackingName(Steps.Index);
        context.RegisterSourceOutput(index, (output, pair) =>
        {
            if (IndexEmitter.IsTypeName(pair.Right)) output.AddSource("_index.g.cs", IndexEmitter.Emit(pair.Right, pair.Left));
        });
    }

    private static IncrementalValueProvider<CompilationFacts> Facts(IncrementalGeneratorInitializationContext context)
    {
        var hasLanguage = context.ParseOptionsProvider.Select((options, _) => options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp11 });
        var hasRuntime = context.CompilationProvider.Select((compilation, _) => compilation.GetTypeByMetadataName("Telemetry.Tools.ITelemetryEvent`1") is not null);
        return hasLanguage.Combine(hasRuntime).Select((pair, _) => new CompilationFacts(pair.Left, pair.Right)).WithTrackingName(Steps.Facts);
    }

    private static void Report(SourceProductionContext output, SchemaFile file, EquatableArray<SchemaConflict> conflicts)
    {
        foreach (var diagnostic in file.Diagnostics) output.ReportDiagnostic(GeneratorDiagnostics.Of(diagnostic));
        foreach (var conflict in conflicts)
        {
            if (conflict.Path == file.Path) output.ReportDiagnostic(GeneratorDiagnostics.Of(file, conflict.Id, conflict.Message));
        }
    }

    private static bool IsIn(EquatableArray<SchemaConflict> conflicts, string path)
    {
        foreach (var conflict in conflicts)
        {
            if (conflict.Path == path) return true;
        }

        return false;
    }
}
