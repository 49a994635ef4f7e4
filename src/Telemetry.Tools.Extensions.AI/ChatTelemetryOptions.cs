namespace Telemetry.Tools.Extensions.AI;

/// <summary>What is recorded of a chat client's calls.</summary>
public sealed record ChatTelemetryOptions
{
    /// <summary>Which prompt the client runs.</summary>
    public string PromptId { get; init; } = "chat";

    /// <summary>Version of the prompt.</summary>
    public string? Version { get; init; }

    /// <summary>Name of the user, written as it is; <see langword="null"/> = anonymous.</summary>
    public string? User { get; init; }

    /// <summary>The user's role.</summary>
    public string? Role { get; init; }

    /// <summary>Where the calls come from.</summary>
    public PromptRunChannel Channel { get; init; } = PromptRunChannel.Api;

    /// <summary>The session in <c>llm-usage</c>; <see langword="null"/> = the conversation's id, where request or answer has one.</summary>
    public string? Session { get; init; }

    /// <summary>The project in <c>llm-usage</c>; <see langword="null"/> = the name of the repository's folder, where the program runs in one.</summary>
    public string? Project { get; init; }

    /// <summary>Whether SHA-256 of input and output are recorded; where not, both are null.</summary>
    public bool RecordHashes { get; init; } = true;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
