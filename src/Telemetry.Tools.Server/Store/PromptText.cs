namespace Telemetry.Tools.Server;

/// <summary>A prompt as a part of a key, which takes no null: nothing for none, else <c>=</c> and the prompt.</summary>
internal static class PromptText
{
    public static string Of(string? prompt) => prompt is null ? "" : "=" + prompt;

    public static string? Read(string text) => text.Length == 0 ? null : text[1..];
}
