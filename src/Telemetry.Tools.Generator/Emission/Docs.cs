using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Generator;

/// <summary>Doc comments from a schema's descriptions.</summary>
internal static class Docs
{
    public static void Summary(CodeWriter code, string? text, string fallback) => code.Line($"/// <summary>{CSharpText.Xml(text ?? fallback)}</summary>");

    public static void Event(CodeWriter code, EventDefinition item)
    {
        Summary(code, item.Description, $"The event {item.Name}.");
        if (item.Deprecated is { } reason) code.Line($"/// <remarks>Deprecated: {CSharpText.Xml(reason)}</remarks>");
    }

    public static void Property(CodeWriter code, FieldDefinition field)
    {
        Summary(code, field.Description, $"The field {field.Name}.");
        var remarks = Remarks(field);
        if (remarks.Count > 0) code.Line($"/// <remarks>{CSharpText.Xml(string.Join(" ", remarks))}</remarks>");
    }

    private static List<string> Remarks(FieldDefinition field)
    {
        var remarks = new List<string>();
        if (field.Unit is { } unit) remarks.Add($"Unit: {unit}.");
        if (field.Privacy == PrivacyClass.Redact) remarks.Add("Kept in memory only: never written.");
        if (field.Privacy == PrivacyClass.Hash) remarks.Add(field.Hash == HashAlgorithmKind.Sha256 ? "Takes the raw value and keeps its SHA-256 only." : "Takes the raw value; only its HMAC-SHA-256 under the store's key is written.");
        if (field.Deprecated is { } reason) remarks.Add($"Deprecated: {reason}");
        return remarks;
    }
}
