using System.Text;
using Microsoft.Extensions.AI;

namespace Telemetry.Tools.Extensions.AI;

/// <summary>One call on its way through: sees the answer, in one piece or in many, and records it once. Never throws.</summary>
internal sealed class RecordedCall : IDisposable
{
    /// <summary>The error of a call that its caller cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The error of a stream that its consumer did not read to the end.</summary>
    public const string Stopped = "stopped before the end";

    private readonly CallContext _context;
    private readonly ChatOptions? _options;
    private readonly CancellationToken _cancellationToken;
    private readonly RunningPrompt _run;
    private readonly StringBuilder? _output;
    private UsageDetails? _usage;
    private string? _model;
    private string? _conversation;
    private string? _errorCode;
    private bool _isFinished;
    private bool _isFiltered;
    private bool _hasAnswer;

    public RecordedCall(CallContext context, IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        (_context, _options, _cancellationToken) = (context, options, cancellationToken);
        var told = context.Options;
        _output = told.RecordHashes ? new StringBuilder() : null;
        _run = PromptRun.Start(
            context.Store,
            told.PromptId,
            told.RecordHashes ? ChatText.Of(messages, options?.Instructions) : null,
            options?.ModelId ?? context.DefaultModel,
            told.Version,
            told.User,
            told.Role,
            told.Channel,
            told.Clock);
    }

    /// <summary>Takes a whole answer and records it.</summary>
    public void End(ChatResponse response)
    {
        Quietly(() =>
        {
            _usage = response.Usage;
            Note(response.ModelId, response.ConversationId, response.FinishReason);
            foreach (var message in response.Messages) Take(message.Contents);
        });
        End();
    }

    /// <summary>Takes a piece of an answer.</summary>
    public void See(ChatResponseUpdate update) => Quietly(() =>
    {
        Note(update.ModelId, update.ConversationId, update.FinishReason);
        Take(update.Contents);
        foreach (var counted in update.Contents.OfType<UsageContent>()) (_usage ??= new UsageDetails()).Add(counted.Details);
    });

    /// <summary>Records an answer that was seen whole.</summary>
    public void End()
    {
        if (_model is not null) _run.Model = _model;
        if (_isFiltered) _run.Fail("content filter");
        else if (_errorCode is not null && !_hasAnswer) _run.Fail($"error content: {_errorCode}");
        else _run.Complete(_output?.ToString());
        Quietly(RecordUsage);
    }

    /// <summary>Records a call that failed.</summary>
    public void Fail(Exception error)
    {
        if (_model is not null) _run.Model = _model;
        if (error is OperationCanceledException && _cancellationToken.IsCancellationRequested) _run.Fail(Cancelled);
        else _run.Fail(error);
        Quietly(RecordUsage);
    }

    /// <summary>Records a call whose consumer read no further, where it has not been recorded.</summary>
    public void Dispose()
    {
        if (!_run.IsRecording) return;
        if (_isFinished) End();
        else Fail(new OperationCanceledException(Stopped));
    }

    private void Note(string? model, string? conversation, ChatFinishReason? reason)
    {
        _model = model ?? _model;
        _conversation = conversation ?? _conversation;
        _isFinished |= reason is not null;
        _isFiltered |= reason == ChatFinishReason.ContentFilter;
    }

    private void Take(IEnumerable<AIContent> contents)
    {
        foreach (var content in contents)
        {
            // The message of a refusal is the model's text: only its code is kept.
            if (content is ErrorContent error) _errorCode = error.ErrorCode ?? "refused";
            else if (content is not UsageContent) _hasAnswer = true;
            if (_output is not null) ChatText.Append(_output, content);
        }
    }

    private void RecordUsage()
    {
        if (_usage is not { } usage) return;
        _usage = null;
        var told = _context.Options;
        var counts = UsageCounts.Of(usage);
        _context.Store.Append(new LlmUsage
        {
            Timestamp = told.Clock.GetUtcNow(),
            Source = "client",
            Provider = _context.Provider,
            Model = _model ?? _options?.ModelId ?? _context.DefaultModel,
            SessionId = told.Session ?? _options?.ConversationId ?? _conversation,
            Project = _context.Project,
            Machine = _context.Machine,
            Requests = 1,
            InputTokens = counts.FreshInput,
            CacheReadTokens = counts.CacheRead,
            CacheWrite5mTokens = 0,
            CacheWrite1hTokens = 0,
            CacheWriteUnknownTokens = counts.CacheWrite,
            OutputTokens = counts.Output,
            ReasoningTokens = counts.Reasoning,
        });
    }

    // Answers are objects of others: what they throw when they are looked at is no reason to lose an answer.
    private static void Quietly(Action record)
    {
        try
        {
            record();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // What could be seen of the answer is recorded.
        }
    }
}
