using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Analytics;

/// <summary>Reads schema files and turns their diagnostics into one exception.</summary>
internal static class SchemaLoader
{
    public static StreamSchema Load(string file, SchemaOrigin origin)
    {
        try
        {
            return Parse(File.ReadAllText(file), file, origin, file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new AnalyticsException(AnalyticsDiagnostics.BrokenSchema, $"The schema file '{file}' cannot be read: {problem.Message}");
        }
    }

    public static StreamSchema Parse(string text, string name, SchemaOrigin origin, string? file)
    {
        var result = SchemaParser.Parse(text, name);
        if (result.Document is { Events.Count: > 0 } document && !result.HasErrors)
        {
            return new StreamSchema(document.Stream, document, text, origin, file);
        }

        var first = result.Diagnostics.Count > 0 ? result.Diagnostics[0].ToString() : $"{name} holds no event.";
        throw new AnalyticsException(
            AnalyticsDiagnostics.BrokenSchema, $"The schema cannot be used: {first}", $"dotnet telemetry schema check {name}");
    }
}
