using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>The stable JSON shape of <c>usage</c>.</summary>
public static class UsageJson
{
    /// <summary>Writes the answer as one JSON object.</summary>
    public static void Write(UsageResult result, Stream output)
    {
        ArgumentNullException.ThrowIfNull(result);
        using var json = new Utf8JsonWriter(output, ReportJson.Options);
        json.WriteStartObject();
        json.WriteString("group", NameOf(result.Group));
        ReportJson.WriteTime(json, "since", result.Since);
        ReportJson.WriteTime(json, "until", result.Until);
        json.WriteString("timezone", result.Zone);
        json.WriteNumber("rejected", result.Rejected);
        json.WriteStartObject("totals");
        WriteTotals(json, result.Totals);
        json.WriteEndObject();
        json.WriteStartArray("rows");
        foreach (var row in result.Rows) WriteRow(json, row);
        json.WriteEndArray();
        json.WriteStartArray("unpriced_models");
        foreach (var (model, requests) in result.UnpricedModels)
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            json.WriteNumber("requests", requests);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The group's name on the command line and in JSON.</summary>
    public static string NameOf(UsageGroup group) => group switch
    {
        UsageGroup.Daily => "daily",
        UsageGroup.Weekly => "weekly",
        UsageGroup.Monthly => "monthly",
        UsageGroup.Hourly => "hourly",
        UsageGroup.Session => "session",
        UsageGroup.Model => "model",
        UsageGroup.Project => "project",
        UsageGroup.Branch => "branch",
        UsageGroup.Machine => "machine",
        _ => "blocks",
    };

    internal static void WriteTotals(Utf8JsonWriter json, UsageTotals totals)
    {
        var tokens = totals.Tokens;
        json.WriteNumber("requests", totals.Requests);
        json.WriteNumber("input_tokens", tokens.Input);
        json.WriteNumber("cache_read_tokens", tokens.CacheRead);
        json.WriteNumber("cache_write_tokens", tokens.CacheWrite);
        json.WriteNumber("output_tokens", tokens.Output);
        json.WriteNumber("reasoning_tokens", tokens.Reasoning);
        json.WriteNumber("total_tokens", tokens.Total);
        json.WritePropertyName("cost_usd");
        ReportJson.WriteValue(json, totals.CostUsd);
        json.WriteNumber("unpriced_requests", totals.UnpricedRequests);
        json.WriteNumber("cache_write_5m_tokens", tokens.CacheWrite5m);
        json.WriteNumber("cache_write_1h_tokens", tokens.CacheWrite1h);
        json.WriteNumber("cache_write_unknown_tokens", tokens.CacheWriteUnknown);
    }

    private static void WriteRow(Utf8JsonWriter json, UsageRow row)
    {
        json.WriteStartObject();
        json.WriteString("key", row.Key);
        WriteTotals(json, row.Totals);
        ReportJson.WriteTime(json, "first", row.First);
        ReportJson.WriteTime(json, "last", row.Last);
        json.WriteStartArray("models");
        foreach (var model in row.Models)
        {
            json.WriteStartObject();
            json.WriteString("model", model.Model);
            WriteTotals(json, model.Totals);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (row.Block is { } block) WriteBlock(json, block);
        json.WriteEndObject();
    }

    private static void WriteBlock(Utf8JsonWriter json, UsageBlock block)
    {
        ReportJson.WriteTime(json, "start", block.Start);
        ReportJson.WriteTime(json, "end", block.End);
        json.WriteBoolean("is_active", block.IsActive);
        Value(json, "tokens_per_minute", block.TokensPerMinute);
        Value(json, "cost_per_hour_usd", block.CostPerHourUsd);
        Value(json, "projected_tokens", block.ProjectedTokens);
        Value(json, "projected_cost_usd", block.ProjectedCostUsd);
    }

    private static void Value(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        ReportJson.WriteValue(json, value);
    }
}
