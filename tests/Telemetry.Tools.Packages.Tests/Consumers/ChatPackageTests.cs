using System.Text.Json;
using Telemetry.Tools.TestSupport;

namespace Telemetry.Tools.Packages.Tests;

/// <summary>A program that adds the package <c>Telemetry.Tools.Extensions.AI</c> and one line.</summary>
[TestClass]
public sealed class ChatPackageTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup>
          <ItemGroup><PackageReference Include="Telemetry.Tools.Extensions.AI" Version="0.1.0" /></ItemGroup>
        </Project>
        """;

    private const string Program = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.AI;
        using Telemetry.Tools;
        using Telemetry.Tools.Extensions.AI;

        using var store = EventStore.Open();
        IChatClient chat = new Echo().UseTelemetry(store, "echo-v1");
        var answer = await chat.GetResponseAsync("top secret");
        await foreach (var piece in chat.GetStreamingResponseAsync("top secret")) Console.Write(piece.Text);
        try { await chat.GetResponseAsync(""); } catch (ArgumentException) { }

        internal sealed class Echo : IChatClient
        {
            public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
                await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

            public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
                IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
            {
                await Task.Yield();
                foreach (var message in messages)
                {
                    if (message.Text.Length == 0) throw new ArgumentException("empty prompt");
                    yield return new ChatResponseUpdate(ChatRole.Assistant, message.Text) { ModelId = "echo" };
                }

                yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 10, CachedInputTokenCount = 4, OutputTokenCount = 3 })]);
            }

            public object? GetService(Type serviceType, object? serviceKey = null) => null;

            public void Dispose() { }
        }
        """;

    [TestMethod]
    public void OneLineRecordsRunsAndUsageOfAnyChatClient()
    {
        using var world = new PackageWorld();
        world.Write("nuget.config", Feeds());
        world.Write("Chat.csproj", Project);
        world.Write("Program.cs", Program);
        world.Dotnet("build", "-v", "quiet").ShouldSucceed();

        world.Dotnet("run", "--no-build").ShouldSucceed().Output.ShouldBe("top secret");
        Directory.Exists(Path.Combine(world.Store, "prompt-runs")).ShouldBeFalse("nothing is written without consent");

        world.GiveConsent();
        world.Dotnet("run", "--no-build").ShouldSucceed();

        var runs = world.Lines("prompt-runs").Select(line => JsonDocument.Parse(line).RootElement).ToList();
        runs.Select(run => run.GetProperty("success").GetBoolean()).ShouldBe([true, true, false]);
        runs[0].GetProperty("input_hash").GetString().ShouldBe(runs[1].GetProperty("output_hash").GetString());
        runs[2].GetProperty("error").GetString().ShouldBe("empty prompt");
        var usage = world.Lines("llm-usage").Select(line => JsonDocument.Parse(line).RootElement).ToList();
        usage.Select(item => item.GetProperty("input_tokens").GetInt64()).ShouldBe([6, 6]);
        string.Concat(world.Lines("prompt-runs").Concat(world.Lines("llm-usage"))).ShouldNotContain("secret");
    }

    /// <summary>Our packages, and beside them what this repository's own build has restored.</summary>
    private static string Feeds() => $"""
        <configuration>
          <packageSources>
            <add key="packed" value="{RepositoryFolder.Packages}" />
          </packageSources>
          <fallbackPackageFolders>
            <add key="restored" value="{RestoredPackages.Folder}" />
          </fallbackPackageFolders>
        </configuration>
        """;
}
