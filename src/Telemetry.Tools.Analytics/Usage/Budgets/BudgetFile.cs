using System.Text.Json;

namespace Telemetry.Tools.Analytics;

/// <summary>The budgets of a store, in its <c>budgets.json</c>.</summary>
public static class BudgetFile
{
    /// <summary>Name of the file in a store's folder.</summary>
    public const string FileName = "budgets.json";

    /// <summary>The budgets; none where there is no file.</summary>
    /// <exception cref="AnalyticsException">TEL2204: the file is broken.</exception>
    public static IReadOnlyList<Budget> Load(string storeRoot)
    {
        var path = Path.Combine(storeRoot, FileName);
        if (!File.Exists(path)) return [];
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. document.RootElement.GetProperty("budgets").EnumerateArray().Select(Read)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException || LogFileFinder.IsFileProblem(error))
        {
            throw new AnalyticsException(UsageDiagnostics.BadBudget, $"'{path}' holds no budgets that can be read.", "remove the file, then: dotnet telemetry budget set monthly 100");
        }
    }

    /// <summary>Sets a budget; one of the same period and scope is replaced.</summary>
    /// <exception cref="AnalyticsException">TEL2204: the limit is not above 0, or the file is broken.</exception>
    public static void Set(string storeRoot, Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        if (budget.LimitUsd is <= 0 or > 1_000_000_000)
        {
            throw new AnalyticsException(UsageDiagnostics.BadBudget, "A budget is more than 0 US dollars.", "dotnet telemetry budget set monthly 100");
        }

        Save(storeRoot, [.. Others(storeRoot, budget), budget]);
    }

    /// <summary>Takes a budget away. False: there was none of that period and scope.</summary>
    /// <exception cref="AnalyticsException">TEL2204: the file is broken.</exception>
    public static bool Remove(string storeRoot, Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var others = Others(storeRoot, budget);
        if (others.Count == Load(storeRoot).Count) return false;
        Save(storeRoot, others);
        return true;
    }

    /// <summary>The period of that name.</summary>
    /// <exception cref="AnalyticsException">TEL2204: there is no such period.</exception>
    public static BudgetPeriod ParsePeriod(string text) => text switch
    {
        "daily" => BudgetPeriod.Daily,
        "weekly" => BudgetPeriod.Weekly,
        "monthly" => BudgetPeriod.Monthly,
        _ => throw new AnalyticsException(UsageDiagnostics.BadBudget, $"There is no period '{text}'. Periods: daily, weekly, monthly.", "dotnet telemetry budget set monthly 100"),
    };

    /// <summary>The period's name.</summary>
    public static string NameOf(BudgetPeriod period) => period switch
    {
        BudgetPeriod.Daily => "daily",
        BudgetPeriod.Weekly => "weekly",
        _ => "monthly",
    };

    private static List<Budget> Others(string storeRoot, Budget budget) =>
        [.. Load(storeRoot).Where(b => b.Period != budget.Period || b.Scope != budget.Scope)];

    private static Budget Read(JsonElement value) => new(
        ParsePeriod(value.GetProperty("period").GetString() ?? ""),
        value.GetProperty("limit_usd").GetDecimal(),
        Text(value, "project"),
        Text(value, "model"),
        Text(value, "branch"));

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static void Save(string storeRoot, IReadOnlyList<Budget> budgets)
    {
        using var bytes = new MemoryStream();
        Write(budgets, bytes);
        Ownership.EnsureFolder(storeRoot);
        AtomicFile.Replace(Path.Combine(storeRoot, FileName), bytes.ToArray());
    }

    /// <summary>Writes the budgets as one JSON object, as they are kept.</summary>
    public static void Write(IReadOnlyList<Budget> budgets, Stream output)
    {
        using var json = new Utf8JsonWriter(output, ReportJson.Options);
        json.WriteStartObject();
        json.WriteStartArray("budgets");
        foreach (var budget in budgets) Write(json, budget);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Budget budget)
    {
        json.WriteStartObject();
        json.WriteString("period", NameOf(budget.Period));
        json.WriteString("scope", budget.Scope);
        json.WriteNumber("limit_usd", budget.LimitUsd);
        if (budget.Project is not null) json.WriteString("project", budget.Project);
        if (budget.Model is not null) json.WriteString("model", budget.Model);
        if (budget.Branch is not null) json.WriteString("branch", budget.Branch);
        json.WriteEndObject();
    }
}
