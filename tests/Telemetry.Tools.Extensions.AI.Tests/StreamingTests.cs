using Microsoft.Extensions.AI;

namespace Telemetry.Tools.Extensions.AI.Tests;

/// <summary>What an answer in pieces leaves.</summary>
[TestClass]
public sealed class StreamingTests
{
    [TestMethod]
    public async Task PiecesPassAtOnceAndTheirHashIsTheWholeAnswers()
    {
        using var world = new RecordingWorld { Model = new FakeChatClient { Pieces = { Piece("Hello "), Piece("\ud83d"), Piece("\ude42 world."), Last(), Counted(100, 40, 7), Counted(0, 0, 3) } } };
        var seen = new List<string>();
        await foreach (var piece in world.Chat().GetStreamingResponseAsync("hi"))
        {
            world.Runs.ShouldBeEmpty("it is recorded at the end");
            seen.Add(piece.Text);
        }

        string.Concat(seen).ShouldBe("Hello 🙂 world.");
        (world.Run.Success, world.Run.Model, world.Run.InputHash, world.Run.OutputHash).ShouldBe((true, "gpt-4.1", Sha256.Of("hi"), Sha256.Of("Hello 🙂 world.")));
        var usage = world.Usage.ShouldHaveSingleItem();
        (usage.InputTokens, usage.CacheReadTokens, usage.OutputTokens).ShouldBe((60, 40, 10));
    }

    [TestMethod]
    public async Task AStreamThatBreaksIsAFailureWithTheUsageSeenSoFar()
    {
        using var world = new RecordingWorld { Model = new FakeChatClient { Pieces = { Piece("Hal"), Counted(10, 0, 2) }, Breaks = new IOException("connection reset by peer") } };
        await Should.ThrowAsync<IOException>(() => ReadAll(world));
        (world.Run.Success, world.Run.Error, world.Run.OutputHash).ShouldBe((false, "connection reset by peer", null));
        world.Usage.ShouldHaveSingleItem().InputTokens.ShouldBe(10);
    }

    [TestMethod]
    public async Task AConsumerThatStopsEarlyLeavesAFailure()
    {
        using var world = new RecordingWorld { Model = new FakeChatClient { Pieces = { Piece("a"), Piece("b") } } };
        await foreach (var _ in world.Chat().GetStreamingResponseAsync("hi")) break;
        (world.Run.Success, world.Run.Error).ShouldBe((false, "stopped before the end"));
    }

    [TestMethod]
    public async Task AConsumerThatStopsAtTheLastPieceHasTheAnswer()
    {
        using var world = new RecordingWorld { Model = new FakeChatClient { Pieces = { Piece("a"), Last(), Counted(1, 0, 1) } } };
        await foreach (var piece in world.Chat().GetStreamingResponseAsync("hi"))
        {
            if (piece.FinishReason is not null) break;
        }

        (world.Run.Success, world.Run.OutputHash).ShouldBe((true, Sha256.Of("a")));
    }

    [TestMethod]
    public async Task ACancelledStreamSaysSo()
    {
        using var source = new CancellationTokenSource();
        using var world = new RecordingWorld { Model = new FakeChatClient { Pieces = { Piece("a"), Piece("b") } } };
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in world.Chat().GetStreamingResponseAsync("hi").WithCancellation(source.Token)) await source.CancelAsync();
        });
        (world.Run.Success, world.Run.Error).ShouldBe((false, "cancelled"));
    }

    [TestMethod]
    public async Task AStreamThatNobodyReadsIsNoRun()
    {
        using var world = new RecordingWorld { Model = new FakeChatClient { Pieces = { Piece("a") } } };
        _ = world.Chat().GetStreamingResponseAsync("hi");
        await Task.Yield();
        world.Runs.ShouldBeEmpty();
        world.Model.Calls.ShouldBe(0);
    }

    [TestMethod]
    public async Task ManyStreamsAtOnceKeepApart()
    {
        using var world = new RecordingWorld { Model = new FakeChatClient { Pieces = { Piece("a"), Counted(3, 1, 1), Last() } } };
        var chat = world.Chat();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            await foreach (var piece in chat.GetStreamingResponseAsync("hi")) piece.ShouldNotBeNull();
        }));
        world.Runs.Count.ShouldBe(32);
        world.Usage.Sum(usage => usage.InputTokens).ShouldBe(64);
    }

    private static async Task ReadAll(RecordingWorld world)
    {
        await foreach (var piece in world.Chat().GetStreamingResponseAsync("hi")) piece.ShouldNotBeNull();
    }

    private static ChatResponseUpdate Piece(string text) => new(ChatRole.Assistant, text) { ModelId = "gpt-4.1" };

    private static ChatResponseUpdate Last() => new(ChatRole.Assistant, "") { FinishReason = ChatFinishReason.Stop };

    private static ChatResponseUpdate Counted(long input, long cached, long output) =>
        new(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = input, CachedInputTokenCount = cached, OutputTokenCount = output })]);
}
