using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Telemetry.Tools.Server;

/// <summary>Sign-ins of the dashboard: an opaque random id in a cookie, its hash in the database, so that every server knows it and none can read it.</summary>
internal sealed class Sessions(Database database, TimeProvider time)
{
    public const string CookieName = "telemetry_session";

    private const int IdLength = 32;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>Begins a session for a key.</summary>
    public void Begin(HttpContext context, string keyId)
    {
        var id = RandomNumberGenerator.GetBytes(IdLength);
        var now = time.GetUtcNow();
        using var connection = database.OpenWrite();
        connection.Execute(null, "DELETE FROM sessions WHERE expires_at <= $1", Clock.Micros(now));
        connection.Execute(null, "INSERT INTO sessions (token_hash, key_id, expires_at) VALUES ($1, $2, $3)", SHA256.HashData(id), keyId, Clock.Micros(now + Lifetime));
        context.Response.Cookies.Append(CookieName, Base64Url.EncodeToString(id), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/",
            MaxAge = Lifetime,
        });
    }

    /// <summary>Ends the request's session.</summary>
    public void End(HttpContext context)
    {
        if (HashOf(context.Request) is { } hash)
        {
            using var connection = database.OpenWrite();
            connection.Execute(null, "DELETE FROM sessions WHERE token_hash = $1", hash);
        }

        context.Response.Cookies.Delete(CookieName);
    }

    /// <summary>The key that began the request's session; <see langword="null"/> where there is none.</summary>
    public string? KeyIdOf(HttpRequest request)
    {
        if (HashOf(request) is not { } hash) return null;
        using var connection = database.OpenRead();
        using var command = connection.Command(null, "SELECT key_id FROM sessions WHERE token_hash = $1 AND expires_at > $2", hash, Clock.Micros(time.GetUtcNow()));
        return command.ExecuteScalar() as string;
    }

    private static byte[]? HashOf(HttpRequest request)
    {
        if (!request.Cookies.TryGetValue(CookieName, out var text) || text.Length > 64) return null;
        var bytes = Encoding.ASCII.GetBytes(text);
        return Base64Url.IsValid(bytes, out var length) && length == IdLength ? SHA256.HashData(Base64Url.DecodeFromUtf8(bytes)) : null;
    }
}
