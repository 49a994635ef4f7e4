using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace Telemetry.Tools.Extensions.AI;

/// <summary>Messages as the one text that is hashed. It is never kept.</summary>
internal static class ChatText
{
    /// <summary>
    /// A single message is its own contents, so that the hash is the one of the prompt's text; of several, each stands on lines of its own behind its role, instructions first.
    /// </summary>
    public static string Of(IReadOnlyList<ChatMessage> messages, string? instructions)
    {
        try
        {
            var text = new StringBuilder();
            var isAlone = messages.Count == 1 && string.IsNullOrEmpty(instructions);
            if (!string.IsNullOrEmpty(instructions)) text.Append("system: ").Append(instructions).Append('\n');
            foreach (var message in messages)
            {
                if (!isAlone) text.Append(message.Role.Value).Append(": ");
                foreach (var content in message.Contents) Append(text, content);
                if (!isAlone) text.Append('\n');
            }

            return text.ToString();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Contents are objects of others; without their text the run is still worth counting.
            return "";
        }
    }

    /// <summary>Adds what a content says.</summary>
    public static void Append(StringBuilder text, AIContent content)
    {
        switch (content)
        {
            case TextContent said: text.Append(said.Text); break;
            case FunctionCallContent call: AppendCall(text, call); break;
            case FunctionResultContent result: text.Append("\n[result] ").Append(Value(result.Result)); break;
            case DataContent data: text.Append("\n[data] ").Append(data.MediaType).Append(' ').Append(Convert.ToHexStringLower(SHA256.HashData(data.Data.Span))); break;
            case UriContent link: text.Append("\n[link] ").Append(link.Uri); break;
            default: break;
        }
    }

    private static void AppendCall(StringBuilder text, FunctionCallContent call)
    {
        text.Append("\n[call] ").Append(call.Name);
        foreach (var (name, value) in (call.Arguments ?? new Dictionary<string, object?>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(' ').Append(name).Append('=').Append(Value(value));
        }
    }

    private static string? Value(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);
}
