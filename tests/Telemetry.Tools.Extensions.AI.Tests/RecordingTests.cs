using Microsoft.Extensions.AI;

namespace Telemetry.Tools.Extensions.AI.Tests;

/// <summary>What a whole answer leaves.</summary>
[TestClass]
public sealed class RecordingTests
{
    private const string Question = "Summarise the merger of Alpha and Beta.";

    [TestMethod]
    public async Task AnAnswerLeavesARunAndItsUsage()
    {
        using var world = new RecordingWorld();
        world.Model.Answer = () => new ChatResponse(new ChatMessage(ChatRole.Assistant, "Done."))
        {
            ModelId = "claude-sonnet-4-5",
            ConversationId = "conversation-7",
            FinishReason = ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = 1000, CachedInputTokenCount = 800, OutputTokenCount = 300, ReasoningTokenCount = 120, TotalTokenCount = 1300 },
        };
        var chat = world.Chat(new ChatTelemetryOptions { PromptId = "codegen-v1", Version = "1.2.0", User = "alice", Role = "admin", Channel = PromptRunChannel.Ide, Project = "shop" });

        var answer = await chat.GetResponseAsync(Question);

        answer.Text.ShouldBe("Done.");
        var run = world.Run;
        (run.PromptId, run.Version, run.User, run.Role, run.Model, run.Channel).ShouldBe(("codegen-v1", "1.2.0", "alice", "admin", "claude-sonnet-4-5", PromptRunChannel.Ide));
        (run.Success, run.Error, run.InputHash, run.OutputHash).ShouldBe((true, null, Sha256.Of(Question), Sha256.Of("Done.")));
        var usage = world.Usage.ShouldHaveSingleItem();
        (usage.Source, usage.Provider, usage.Model, usage.SessionId, usage.Project, usage.Requests).ShouldBe(("client", "anthropic", "claude-sonnet-4-5", "conversation-7", "shop", 1));
        (usage.InputTokens, usage.CacheReadTokens, usage.OutputTokens, usage.ReasoningTokens).ShouldBe((200, 800, 300, 120));
        usage.Machine.ShouldNotBeNullOrEmpty();
        usage.CostUsd.ShouldBeNull();
    }

    [TestMethod]
    public async Task TheTextIsNowhere()
    {
        using var world = new RecordingWorld();
        world.Model.Answer = () => new ChatResponse(new ChatMessage(ChatRole.Assistant, "Alpha takes over.")) { Usage = new UsageDetails { InputTokenCount = 1 } };
        await world.Chat().GetResponseAsync([new ChatMessage(ChatRole.System, "Speak of Gamma."), new ChatMessage(ChatRole.User, Question)], new ChatOptions { Instructions = "Mention Delta." });
        var everything = world.Everything();
        everything.ShouldContain("codegen-v1");
        foreach (var word in new[] { "merger", "Alpha", "Gamma", "Delta" }) everything.ShouldNotContain(word);
    }

    [TestMethod]
    public async Task WhereItIsOffTheCallPassesThroughAndNothingIsMade()
    {
        using var world = new RecordingWorld(isOn: false);
        world.Model.Pieces.Add(new ChatResponseUpdate(ChatRole.Assistant, "a"));
        (await world.Chat().GetResponseAsync(Question)).Text.ShouldBe("Hello.");
        await foreach (var piece in world.Chat().GetStreamingResponseAsync(Question)) piece.Text.ShouldBe("a");
        Directory.Exists(world.Root).ShouldBeFalse();
    }

    [TestMethod]
    public async Task WithoutHashesThereIsNeitherOfInputNorOfOutput()
    {
        using var world = new RecordingWorld();
        await world.Chat(new ChatTelemetryOptions { RecordHashes = false }).GetResponseAsync(Question);
        (world.Run.PromptId, world.Run.InputHash, world.Run.OutputHash, world.Run.Success).ShouldBe(("chat", null, null, true));
    }

    [TestMethod]
    public async Task WithoutCountsOfTheProviderThereIsNoUsage()
    {
        using var world = new RecordingWorld();
        await world.Chat().GetResponseAsync(Question);
        world.Run.Model.ShouldBe("default-model");
        world.Usage.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task TheRequestNamesModelAndSessionWhereTheAnswerDoesNot()
    {
        using var world = new RecordingWorld { Model = new FakeChatClient { Metadata = null } };
        world.Model.Answer = () => new ChatResponse { Usage = new UsageDetails { OutputTokenCount = 5 } };
        await world.Chat().GetResponseAsync(Question, new ChatOptions { ModelId = "asked-for", ConversationId = "c1" });
        var usage = world.Usage.ShouldHaveSingleItem();
        (usage.Model, usage.SessionId, usage.Provider, usage.OutputTokens).ShouldBe(("asked-for", "c1", null, 5));
        world.Run.Model.ShouldBe("asked-for");
    }

    [TestMethod]
    public async Task AToolCallIsASuccessAndItsArgumentsCountInTheHash()
    {
        using var world = new RecordingWorld();
        foreach (var city in new[] { "Wien", "Wien", "Graz" })
        {
            world.Model.Answer = () => new ChatResponse(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("call1", "weather", new Dictionary<string, object?> { ["city"] = city, ["at"] = null })]))
            {
                FinishReason = ChatFinishReason.ToolCalls,
            };
            await world.Chat().GetResponseAsync([new ChatMessage(ChatRole.User, Question), new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call0", "rain in " + city)])]);
        }

        var runs = world.Runs;
        runs.ShouldAllBe(run => run.Success);
        runs[0].OutputHash.ShouldBe(runs[1].OutputHash);
        runs[0].OutputHash.ShouldNotBe(runs[2].OutputHash);
        runs[0].InputHash.ShouldNotBe(runs[2].InputHash);
        world.Everything().ShouldNotContain("Wien");
    }

    [TestMethod]
    public async Task AFailureIsRecordedAndThrownAsItIs()
    {
        var broken = new HttpRequestException("429 (Too Many Requests) for sk-proj-abcdefgh1234\nmore");
        using var world = new RecordingWorld { Model = new FakeChatClient { Breaks = broken } };
        (await Should.ThrowAsync<HttpRequestException>(() => world.Chat().GetResponseAsync(Question))).ShouldBeSameAs(broken);
        (world.Run.Success, world.Run.Error, world.Run.OutputHash).ShouldBe((false, "429 (Too Many Requests) for <token>", null));
        world.Usage.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task ACancelledCallSaysSo()
    {
        using var world = new RecordingWorld();
        await Should.ThrowAsync<OperationCanceledException>(() => world.Chat().GetResponseAsync(Question, cancellationToken: new CancellationToken(true)));
        (world.Run.Success, world.Run.Error).ShouldBe((false, "cancelled"));
    }

    [TestMethod]
    public async Task ATimeoutOfTheClientIsNoCancellation()
    {
        using var world = new RecordingWorld { Model = new FakeChatClient { Breaks = new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout of 100 seconds elapsing.") } };
        await Should.ThrowAsync<TaskCanceledException>(() => world.Chat().GetResponseAsync(Question));
        world.Run.Error!.ShouldContain("Timeout");
    }

    [TestMethod]
    public async Task ARefusalIsAFailureWhoseTextIsNotKept()
    {
        using var world = new RecordingWorld();
        world.Model.Answer = () => new ChatResponse(new ChatMessage(ChatRole.Assistant, [new ErrorContent("I will not speak of the merger.") { ErrorCode = "Refusal" }]));
        await world.Chat().GetResponseAsync("x");
        world.Model.Answer = () => new ChatResponse(new ChatMessage(ChatRole.Assistant, "half")) { FinishReason = ChatFinishReason.ContentFilter };
        await world.Chat().GetResponseAsync("x");
        world.Model.Answer = () => new ChatResponse(new ChatMessage(ChatRole.Assistant, [new ErrorContent("tool x failed"), new TextContent("Still here.")]));
        await world.Chat().GetResponseAsync("x");
        world.Runs.Select(run => (run.Success, run.Error)).ShouldBe([(false, "error content: Refusal"), (false, "content filter"), (true, null)]);
        world.Everything().ShouldNotContain("merger");
    }

    [TestMethod]
    public async Task MessagesThatCanBeReadOnceReachTheModel()
    {
        using var world = new RecordingWorld();
        var asked = 0;
        await world.Chat().GetResponseAsync(Once());
        world.Model.Seen.ShouldHaveSingleItem().Text.ShouldBe(Question);
        asked.ShouldBe(1);

        IEnumerable<ChatMessage> Once()
        {
            asked++;
            yield return new ChatMessage(ChatRole.User, Question);
        }
    }

    [TestMethod]
    public async Task ContentsThatThrowCostNeitherTheAnswerNorTheRun()
    {
        using var world = new RecordingWorld();
        world.Model.Answer = () => new ChatResponse(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c", "f", new Dictionary<string, object?> { ["a"] = new Throwing() })]));
        var answer = await world.Chat().GetResponseAsync([new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", new Throwing())])]);
        answer.Messages.Count.ShouldBe(1);
        world.Run.Success.ShouldBeTrue();
    }

    [TestMethod]
    public async Task AClientThatRecordsIsNotWrappedTwice()
    {
        using var world = new RecordingWorld();
        await world.Chat().UseTelemetry(world.Store, "debugging-v1").GetResponseAsync("x");
        world.Run.PromptId.ShouldBe("debugging-v1");
    }

    [TestMethod]
    public void ItNeedsAClientAndAStore()
    {
        using var world = new RecordingWorld();
        Should.Throw<ArgumentNullException>(() => ((IChatClient)null!).UseTelemetry(world.Store));
        Should.Throw<ArgumentNullException>(() => world.Model.UseTelemetry(null!));
        world.Chat().GetService(typeof(ChatClientMetadata)).ShouldBeSameAs(world.Model.Metadata);
    }

    private sealed class Throwing
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }
}
