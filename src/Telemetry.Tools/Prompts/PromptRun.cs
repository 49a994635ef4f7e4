namespace Telemetry.Tools;

/// <content>Recording a run from its start to its end.</content>
public sealed partial record PromptRun
{
    /// <summary>What stands in <see cref="User"/> where nobody is named.</summary>
    public const string Anonymous = "anonymous";

    private const string Unnamed = "unnamed";

    /// <summary>
    /// Starts the clock of a run. The run is recorded as one event when it is completed or fails; where it is disposed without either, it counts as failed. Of input and output
    /// only the SHA-256 is kept, from the moment they are given. Where telemetry is off, this and every call on the result does nothing. Never throws.
    /// </summary>
    /// <example>
    /// <code>
    /// using var store = EventStore.Open();
    /// using var run = PromptRun.Start(store, "codegen-v1", prompt, model: "claude-sonnet-4-5", version: "1.0.0");
    /// try
    /// {
    ///     run.Complete(await AskAsync(prompt));
    /// }
    /// catch (Exception error)
    /// {
    ///     run.Fail(error);
    ///     throw;
    /// }
    /// </code>
    /// </example>
    /// <param name="store">The store; <see langword="null"/> records nothing.</param>
    /// <param name="promptId">Which prompt is run.</param>
    /// <param name="input">The input, of which only the SHA-256 is kept; <see langword="null"/> leaves it out.</param>
    /// <param name="model">The model; it may also be set later, see <see cref="RunningPrompt.Model"/>.</param>
    /// <param name="version">Version of the prompt.</param>
    /// <param name="user">Name of the user, written as it is; <see langword="null"/> = <see cref="Anonymous"/>.</param>
    /// <param name="role">The user's role.</param>
    /// <param name="channel">Where the run comes from; <see langword="null"/> = <see cref="PromptRunChannel.Api"/>.</param>
    /// <param name="clock">The clock; <see langword="null"/> = the system's.</param>
    public static RunningPrompt Start(
        EventStore? store,
        string promptId,
        string? input = null,
        string? model = null,
        string? version = null,
        string? user = null,
        string? role = null,
        PromptRunChannel? channel = null,
        TimeProvider? clock = null)
    {
        if (store is not { IsEnabled: true }) return RunningPrompt.Off;
        try
        {
            var time = clock ?? TimeProvider.System;
            var begun = new PromptRun
            {
                Ts = time.GetUtcNow(),
                PromptId = promptId ?? Unnamed,
                Version = version,
                User = user ?? Anonymous,
                Role = role,
                Model = model,
                Channel = channel ?? PromptRunChannel.Api,
                Input = input,
                Success = false,
                LatencyMs = 0,
            };
            return new RunningPrompt(store, begun, time);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return RunningPrompt.Off;
        }
    }
}
