namespace Telemetry.Tools.Server.Tests;

/// <summary>Export requests as OpenTelemetry's exporters send them.</summary>
internal static class Telemetry
{
    public const string Trace = "0af7651916cd43dd8448eb211c80319c";

    /// <summary>A moment within what the tests' clock allows, in nanoseconds.</summary>
    public static ulong Nanos(double seconds = 0) => (ulong)((Samples.Now.AddHours(-1).AddSeconds(seconds) - DateTimeOffset.UnixEpoch).Ticks * 100);

    public static byte[] Traces(params byte[][] spans) => Request([("service.name", "shop")], "my.scope", spans);

    public static byte[] Logs(params byte[][] records) => Request([("service.name", "claude-code"), ("project", "shop")], "com.anthropic.claude_code.events", records);

    public static byte[] Metrics(params byte[][] metrics) => Request([("service.name", "claude-code")], "com.anthropic.claude_code", metrics);

    public static byte[] Request((string Name, object Value)[] resource, string scope, params byte[][] items) => Wire.Bytes(
        1,
        Wire.Bytes(1, [.. resource.Select(pair => Wire.Attribute(1, pair.Name, pair.Value))]),
        Wire.Bytes(2, Wire.Bytes(1, Wire.Text(1, scope)), Wire.Message([.. items.Select(item => Wire.Bytes(2, item))])));

    public static byte[] Span(string id, string name, params (string Name, object Value)[] attributes) => Wire.Message(
        Wire.Hex(1, Trace),
        Wire.Hex(2, id),
        Wire.Text(5, name),
        Wire.Number(6, 3),
        Wire.Fixed64(7, Nanos()),
        Wire.Fixed64(8, Nanos(1.5)),
        Wire.Message([.. attributes.Select(pair => Wire.Attribute(9, pair.Name, pair.Value))]));

    public static byte[] Chat(string id, params (string Name, object Value)[] more) => Span(
        id,
        "chat gpt-5",
        [
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-5"), ("gen_ai.usage.input_tokens", 1000), ("gen_ai.usage.output_tokens", 200),
            .. more,
        ]);

    public static byte[] Log(ulong time, string? body, params (string Name, object Value)[] attributes) => Wire.Message(
        Wire.Fixed64(1, time),
        Wire.Number(2, 9),
        body is null ? [] : Wire.Bytes(5, Wire.Value(body)),
        Wire.Message([.. attributes.Select(pair => Wire.Attribute(6, pair.Name, pair.Value))]));

    /// <summary>Claude Code's record of a request: input without cache.</summary>
    public static byte[] ApiRequest(int sequence, params (string Name, object Value)[] more) => Log(
        Nanos(sequence),
        "claude_code.api_request",
        [
            ("event.name", "api_request"), ("event.sequence", sequence), ("session.id", "s1"), ("user.id", "device-hash"), ("model", "claude-sonnet-4-5"), ("input_tokens", 10), ("output_tokens", 20),
            ("cache_read_tokens", 300), ("cache_creation_tokens", 40), ("cost_usd", 0.0125), ("duration_ms", 2500), ("request_id", $"req_{sequence}"), .. more,
        ]);

    public static async Task<Answer> SendAsync(this ServerWorld world, string path, byte[] body, string? key = null, Action<HttpRequestMessage>? change = null, string type = "application/x-protobuf") =>
        await world.SendAsync(HttpMethod.Post, path, ServerWorld.Content(body, type), key, change);
}
