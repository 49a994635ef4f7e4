using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Telemetry.Tools.Server;

/// <summary>A message as a mail: ASCII, whatever names hold.</summary>
internal static class MailText
{
    private const int MaxSubject = 200;

    // An encoded word has 75 characters at most: 12 of them say what it is.
    private const int WordBytes = 45;

    /// <summary>The mail with its headers.</summary>
    public static string Of(Delivery delivery, string from)
    {
        var message = JsonSerializer.Deserialize(delivery.Body, AlertJson.Default.AlertMessage)!;
        var headers = new[]
        {
            $"From: <{from}>",
            $"To: {string.Join(",\r\n ", delivery.Channel.To!.Select(recipient => $"<{recipient}>"))}",
            $"Subject: {Encoded(SubjectOf(message))}",
            $"Date: {DateOf(message)}",
            $"Message-ID: <{delivery.Id}@{from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..]}>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        };
        return $"{string.Join("\r\n", headers)}\r\n\r\n{Convert.ToBase64String(Encoding.UTF8.GetBytes(BodyOf(message)), Base64FormattingOptions.InsertLineBreaks)}";
    }

    private static string SubjectOf(AlertMessage message)
    {
        var subject = $"{(message.Type == AlertMessage.Resolved ? "Resolved" : message.Data.Severity)}: {message.Data.Name}";
        return new string([.. subject.Take(MaxSubject).Select(letter => char.IsControl(letter) ? ' ' : letter)]);
    }

    private static string BodyOf(AlertMessage message)
    {
        var alert = message.Data;
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{alert.Name}{(message.Type == AlertMessage.Resolved ? " is over." : "")}\n\n")
            .Append(CultureInfo.InvariantCulture, $"{alert.Metric} was {alert.Value} ({alert.AlertType}: {alert.Operator} {alert.Threshold})\n")
            .Append(CultureInfo.InvariantCulture, $"Window: {alert.WindowStart} to {alert.WindowEnd}\n");
        if (alert.Group is { } group) text.Append(CultureInfo.InvariantCulture, $"Group: {group}\n");
        return text.Append(CultureInfo.InvariantCulture, $"Severity: {alert.Severity}\nTenant: {message.TenantId}\nAlert: {alert.Id}\n").ToString();
    }

    private static string DateOf(AlertMessage message) =>
        DateTimeOffset.Parse(message.Timestamp, CultureInfo.InvariantCulture).ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000";

    private static string Encoded(string text)
    {
        if (text.All(char.IsAscii) && !text.Contains("=?", StringComparison.Ordinal)) return text;
        var words = new List<string>();
        var word = new List<byte>();
        // Whole characters only: a word is decoded by itself.
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + bytes.Length > WordBytes) Flush();
            word.AddRange(bytes);
        }

        Flush();
        return string.Join("\r\n ", words);

        void Flush()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String([.. word])}?=");
            word.Clear();
        }
    }
}
