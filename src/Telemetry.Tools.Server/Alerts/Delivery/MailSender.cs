using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Telemetry.Tools.Server;

/// <summary>Sends messages by e-mail, over one connection each. The framework's own client looks the server's name up by itself, so that what it connects to cannot be checked before.</summary>
internal sealed class MailSender(OutboundConnections connections, ServerSettings settings, X509Certificate2Collection? trusted = null)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Sends one message.</summary>
    /// <exception cref="DeliveryException">The server did not take it.</exception>
    public async Task SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        if (settings.SmtpServer is not { } text || settings.SmtpFrom is not { } from) throw new DeliveryException("the server has no smtp_server any more.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            await SendAsync(new Uri($"smtp://{text}"), from, delivery, limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new DeliveryException("the connection was refused or lost.");
        }
        catch (AuthenticationException)
        {
            throw new DeliveryException("TLS could not be agreed on, or the mail server's certificate is not trusted.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new DeliveryException("the mail server did not answer in time.");
        }
    }

    private async Task SendAsync(Uri server, string from, Delivery delivery, CancellationToken cancellation)
    {
        var host = WebhookAddresses.HostOf(server);
        Stream stream = await connections.ConnectAsync(host, server.Port, isPlain: settings.SmtpSecurity == "none", cancellation).ConfigureAwait(false);
        try
        {
            if (settings.SmtpSecurity == "tls") stream = await SecureAsync(stream, host, cancellation).ConfigureAwait(false);
            var smtp = new SmtpConversation(stream);
            await smtp.ExpectAsync(220, cancellation).ConfigureAwait(false);
            await smtp.HelloAsync(cancellation).ConfigureAwait(false);
            if (settings.SmtpSecurity == "starttls")
            {
                await smtp.AskAsync("STARTTLS", 220, cancellation).ConfigureAwait(false);
                stream = await SecureAsync(stream, host, cancellation).ConfigureAwait(false);
                // A new conversation: what came unencrypted before is not read as if it had come encrypted.
                smtp = new SmtpConversation(stream);
                await smtp.HelloAsync(cancellation).ConfigureAwait(false);
            }

            if (stream is SslStream && settings is { SmtpUser: { } user, SmtpPassword: { } password }) await smtp.SignInAsync(user, password, cancellation).ConfigureAwait(false);
            await smtp.SendAsync(from, delivery.Channel.To!, MailText.Of(delivery, from), cancellation).ConfigureAwait(false);
        }
        finally
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<SslStream> SecureAsync(Stream stream, string host, CancellationToken cancellation)
    {
        var secure = new SslStream(stream);
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (trusted is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        try
        {
            await secure.AuthenticateAsClientAsync(options, cancellation).ConfigureAwait(false);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
