using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Telemetry.Tools.Server;

/// <summary>Answers as OTLP has them, in the request's encoding: <c>Export…ServiceResponse</c>, and <c>google.rpc.Status</c> for errors.</summary>
internal static class OtlpAnswers
{
    public const string Proto = "application/x-protobuf";
    public const string Json = "application/json";
    public const string Grpc = "application/grpc";

    // Numbers of google.rpc.Code.
    private const int InvalidArgument = 3;
    private const int Unknown = 2;

    /// <summary>Whether a request is an export, so that its errors are told in OTLP's form.</summary>
    public static bool IsExport(HttpContext context) => HttpMethods.IsPost(context.Request.Method) && OtlpSignal.All.Any(signal => context.Request.Path.Equals(signal.Path, StringComparison.OrdinalIgnoreCase));

    public static bool IsProto(HttpRequest request) => Proto.Equals(TypeOf(request), StringComparison.OrdinalIgnoreCase);

    /// <summary>Media type of a request, without parameters.</summary>
    public static string? TypeOf(HttpRequest request) => request.ContentType?.Split(';')[0].Trim();

    /// <summary>The answer to a request that was taken.</summary>
    /// <param name="signal">What was sent.</param>
    /// <param name="isProto">In which encoding.</param>
    /// <param name="rejected">What was left out.</param>
    public static byte[] Success(OtlpSignal signal, bool isProto, IReadOnlyList<Rejection> rejected)
    {
        var message = MessageOf(rejected);
        if (isProto) return rejected.Count == 0 ? [] : new ProtoWriter().Bytes(1, new ProtoWriter().Varint(1, rejected.Count).Text(2, message).Written).Written;
        return Write(writer =>
        {
            if (rejected.Count == 0) return;
            writer.WriteStartObject("partialSuccess");
            // A 64-bit number is text in this form of JSON.
            writer.WriteString(signal.RejectedField, rejected.Count.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("errorMessage", message);
            writer.WriteEndObject();
        });
    }

    /// <summary>The answer to a request that was not taken.</summary>
    public static (byte[] Body, string Type) Error(HttpRequest request, int status, string code, string detail)
    {
        var (number, text) = (CodeOf(status), $"{code}: {detail}");
        if (IsProto(request)) return (new ProtoWriter().Varint(1, number).Text(2, text).Written, Proto);
        var json = Write(writer =>
        {
            writer.WriteNumber("code", number);
            writer.WriteString("message", text);
        });
        return (json, Json);
    }

    private static int CodeOf(int status) => status switch
    {
        400 or 405 or 415 or 422 => InvalidArgument,
        401 => 16,
        403 => 7,
        404 => 5,
        413 or 429 => 8,
        503 => 14,
        _ => Unknown,
    };

    // One reason each, so that a message stays short however much is wrong.
    private static string MessageOf(IReadOnlyList<Rejection> rejected)
    {
        const int Most = 5;
        var reasons = rejected.GroupBy(item => (item.Code, item.Message)).OrderByDescending(group => group.Count()).ToList();
        var text = string.Join(" ", reasons.Take(Most).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} x {group.Key.Code}: {group.Key.Message}")));
        return reasons.Count <= Most ? text : $"{text} …";
    }

    private static byte[] Write(Action<Utf8JsonWriter> properties)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        properties(writer);
        writer.WriteEndObject();
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
