using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Telemetry.Tools.Server.Tests;

/// <summary>A mail server that takes one mail at a time and remembers what was said.</summary>
internal sealed class SmtpReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly bool _refuses;
    private readonly bool _offersTls;
    private readonly bool _isTls;
    private readonly List<string> _said = [];
    private int _holds;
    private readonly Task _loop;

    /// <summary>Starts.</summary>
    /// <param name="refuses">Whether no recipient is known.</param>
    /// <param name="offersTls">Whether it takes STARTTLS.</param>
    /// <param name="isTls">Whether it speaks TLS from the start.</param>
    /// <param name="holds">How many mails are never said to be taken.</param>
    public SmtpReceiver(bool refuses = false, bool offersTls = true, bool isTls = false, int holds = 0)
    {
        (_refuses, _offersTls, _isTls, _holds) = (refuses, offersTls, isTls, holds);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("mail.example");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        _listener.Start();
        _loop = Task.Run(LoopAsync);
    }

    public X509Certificate2 Certificate { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Server => $"mail.example:{Port}";

    /// <summary>What clients said, line by line; "(tls)" where encryption began.</summary>
    public List<string> Said
    {
        get
        {
            lock (_said) return [.. _said];
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        Certificate.Dispose();
    }

    private async Task LoopAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await TalkAsync(_isTls ? await SecureAsync(client.GetStream()) : client.GetStream());
            }
            catch (Exception error) when (error is SocketException or InvalidOperationException)
            {
                // It was stopped.
                return;
            }
            catch (Exception error) when (error is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client hung up, or trusts us not.
            }
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        await SayAsync(stream, "220 mail.example");
        for (var isMail = false; await ReadAsync(stream) is { } line;)
        {
            Hear(line);
            if (isMail) isMail = line != ".";
            if (isMail) continue;
            if (line == "." && _holds-- > 0) continue;
            var word = line.Split(' ', ':')[0];
            await SayAsync(stream, word switch
            {
                "EHLO" => _offersTls ? "250-mail.example\r\n250-STARTTLS\r\n250 AUTH PLAIN" : "250-mail.example\r\n250 8BITMIME",
                "STARTTLS" => _offersTls ? "220 go" : "502 no",
                "AUTH" => "235 ok",
                "RCPT" when _refuses => "550 unknown",
                "DATA" => "354 go",
                "QUIT" => "221 bye",
                _ => "250 ok",
            });
            isMail = word == "DATA";
            if (word == "QUIT") return;
            if (word != "STARTTLS" || !_offersTls) continue;
            stream = await SecureAsync(stream);
        }
    }

    private async Task<Stream> SecureAsync(Stream stream)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(Certificate);
        Hear("(tls)");
        return secure;
    }

    private void Hear(string line)
    {
        lock (_said) _said.Add(line);
    }

    private static Task SayAsync(Stream stream, string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n")).AsTask();

    private static async Task<string?> ReadAsync(Stream stream)
    {
        var (line, one) = (new StringBuilder(), new byte[1]);
        while (await stream.ReadAsync(one) > 0)
        {
            if (one[0] == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }

        return null;
    }
}
