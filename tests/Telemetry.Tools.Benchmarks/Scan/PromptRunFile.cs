namespace Telemetry.Tools.Benchmarks;

/// <summary>The file that is scanned: made once, by generated code, always the same.</summary>
internal static class PromptRunFile
{
    private static readonly string[] Users = [.. Enumerable.Range(0, 200).Select(i => $"user-{i:D3}")];
    private static readonly string[] Prompts = [.. Enumerable.Range(0, 40).Select(i => $"{(i % 2 == 0 ? "codegen" : "debugging")}-v{i}")];
    private static readonly string[] Models = ["claude-sonnet-4-20250514", "claude-opus-4-20250514", "gpt-5.2-codex", "gemini-3-pro", "mistral-large"];
    private static readonly string[] Roles = ["admin", "developer", "viewer"];
    private static readonly PromptRunChannel[] Channels = [PromptRunChannel.Cli, PromptRunChannel.Api, PromptRunChannel.Ide, PromptRunChannel.Server];
    private static readonly string[] Errors = ["timeout after 30 s", "rate limited", "the model's answer was cut off"];

    public static string Ensure(int count)
    {
        var file = Path.Combine(BenchmarkFolder.Path, $"scan-{count}.jsonl");
        if (File.Exists(file)) return file;
        Console.Error.WriteLine($"making {file} …");
        using (var output = File.Create(file + ".tmp")) Write(output, count);
        File.Move(file + ".tmp", file);
        return file;
    }

    private static void Write(FileStream output, int count)
    {
        var random = new Random(20260218);
        var time = new DateTimeOffset(2026, 2, 18, 7, 0, 0, TimeSpan.Zero);
        var inputs = Enumerable.Range(0, 500).Select(i => $"input {i}").ToArray();
        var writer = new LineWriter(new byte[1 << 20]);
        for (var i = 0; i < count; i++)
        {
            time = time.AddMilliseconds(random.Next(1600));
            PromptRun.WriteJson(Next(random, time, inputs), ref writer);
            writer.EndLine();
            if (writer.Written.Length < 1 << 19) continue;
            output.Write(writer.Written);
            writer.Clear();
        }

        output.Write(writer.Written);
    }

    private static PromptRun Next(Random random, DateTimeOffset time, string[] inputs)
    {
        var success = random.Next(20) != 0;
        return new PromptRun
        {
            Ts = time,
            PromptId = Prompts[Math.Min(random.Next(Prompts.Length), random.Next(Prompts.Length))],
            Version = $"1.{random.Next(4)}.0",
            User = Users[random.Next(Users.Length)],
            Role = Roles[random.Next(Roles.Length)],
            Model = Models[Math.Min(random.Next(Models.Length), random.Next(Models.Length))],
            Channel = Channels[random.Next(Channels.Length)],
            Input = inputs[random.Next(inputs.Length)],
            Output = inputs[random.Next(inputs.Length)],
            Success = success,
            LatencyMs = (long)Math.Exp(4 + (random.NextDouble() * 5)),
            Error = success ? null : Errors[random.Next(Errors.Length)],
        };
    }
}
