using System.Globalization;
using System.Text;

namespace Telemetry.Tools.Server;

/// <summary>What is said to a mail server and what it answers (RFC 5321), within bounds. No line that is sent can hold a line break of its own.</summary>
internal sealed class SmtpConversation(Stream stream)
{
    private const int MaxLine = 2_000;
    private const int MaxLines = 100;

    private readonly byte[] _buffer = new byte[1024];
    private int _start;
    private int _end;

    /// <summary>Names ourselves.</summary>
    public Task HelloAsync(CancellationToken cancellation) => AskAsync("EHLO telemetry-server.invalid", 250, cancellation);

    /// <summary>Signs in; only called over TLS.</summary>
    public Task SignInAsync(string user, string password, CancellationToken cancellation) =>
        AskAsync("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password}")), 235, cancellation);

    /// <summary>Hands a mail over.</summary>
    public async Task SendAsync(string from, IReadOnlyList<string> to, string mail, CancellationToken cancellation)
    {
        await AskAsync($"MAIL FROM:<{from}>", 250, cancellation).ConfigureAwait(false);
        foreach (var recipient in to) await AskAsync($"RCPT TO:<{recipient}>", 250, cancellation).ConfigureAwait(false);
        await AskAsync("DATA", 354, cancellation).ConfigureAwait(false);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(mail + "\r\n.\r\n"), cancellation).ConfigureAwait(false);
        await ExpectAsync(250, cancellation).ConfigureAwait(false);
        // The mail is taken; how the server says goodbye changes nothing.
        await stream.WriteAsync("QUIT\r\n"u8.ToArray(), cancellation).ConfigureAwait(false);
    }

    /// <summary>Says a line and waits for the answer.</summary>
    /// <exception cref="DeliveryException">It is another than expected.</exception>
    public async Task AskAsync(string line, int expected, CancellationToken cancellation)
    {
        if (line.AsSpan().ContainsAny('\r', '\n')) throw new DeliveryException("an address holds a line break.");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancellation).ConfigureAwait(false);
        await ExpectAsync(expected, cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits for an answer.</summary>
    /// <exception cref="DeliveryException">It is another than expected.</exception>
    public async Task ExpectAsync(int expected, CancellationToken cancellation)
    {
        for (var lines = 0; lines < MaxLines; lines++)
        {
            var line = await ReadLineAsync(cancellation).ConfigureAwait(false);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)) throw new DeliveryException("the mail server does not speak SMTP.");
            if (line.Length > 3 && line[3] == '-') continue;
            // A recipient may be forwarded (251).
            if (code == expected || (expected == 250 && code == 251)) return;
            throw new DeliveryException(string.Create(CultureInfo.InvariantCulture, $"the mail server answered {code}."));
        }

        throw new DeliveryException("the mail server answers without end.");
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (line.Length < MaxLine)
        {
            if (_start == _end) (_start, _end) = (0, await stream.ReadAsync(_buffer, cancellation).ConfigureAwait(false));
            if (_end == 0) throw new IOException("The mail server hung up.");
            var letter = (char)_buffer[_start++];
            if (letter == '\n') return line.ToString().TrimEnd('\r');
            line.Append(letter);
        }

        throw new DeliveryException("the mail server does not speak SMTP.");
    }
}
