namespace Telemetry.Tools.Server;

/// <summary>How a server runs, checked.</summary>
public sealed record ServerSettings
{
    /// <summary>The data folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Addresses to listen on.</summary>
    public IReadOnlyList<Uri> Urls { get; init; } = [new("http://127.0.0.1:5080")];

    /// <summary>Connection string of a PostgreSQL database; <see langword="null"/> = the embedded SQLite. Secret.</summary>
    public string? Database { get; init; }

    /// <summary>Connection string for reads; <see langword="null"/> = <see cref="Database"/>. Secret.</summary>
    public string? ReadDatabase { get; init; }

    /// <summary>Options that name this server to the tool's other commands, each behind a space; for advice. No secret.</summary>
    public string NamedBy { get; init; } = "";

    /// <summary>Events that one request may hold.</summary>
    public int MaxItems { get; init; } = 10_000;

    /// <summary>Bytes that a request's body may have as it is sent.</summary>
    public int MaxBodyBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Bytes that it may have once it is inflated.</summary>
    public int MaxInflatedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Requests that one key may send in a minute; 0 = any number.</summary>
    public int RequestsPerMinute { get; init; }

    /// <summary>Seconds that an answer may be kept while nothing changes.</summary>
    public int CacheSeconds { get; init; } = 300;

    /// <summary>A price file to lay over the built-in table; <see langword="null"/> = <c>prices.json</c> in the data folder, where there is one.</summary>
    public string? Prices { get; init; }

    /// <summary>Proxies whose word on the caller's address and on https is believed; empty = nobody's.</summary>
    public IReadOnlyList<System.Net.IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Attributes to keep of what comes over OTLP, beside the product's own list; <c>name*</c> for all that begin so, <c>body</c> for what log records say.</summary>
    public IReadOnlyList<string> OtlpAttributes { get; init; } = [];

    /// <summary>Where events are archived before retention removes them; <see langword="null"/> = <c>archive</c> in the data folder.</summary>
    public string? ArchiveFolder { get; init; }

    /// <summary>Ranges of addresses and names of hosts outside of the public internet that webhooks and mail may go to, with ';' between them.</summary>
    public string? WebhookAllow { get; init; }

    /// <summary>What signs webhooks that have no secret of their own. Secret.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Mail server, with its port (<c>smtp.example.com:587</c>); <see langword="null"/> = no mail.</summary>
    public string? SmtpServer { get; init; }

    /// <summary>How mail is protected on its way: <c>starttls</c>, <c>tls</c> or <c>none</c>.</summary>
    public string SmtpSecurity { get; init; } = "starttls";

    /// <summary>Sender of mail.</summary>
    public string? SmtpFrom { get; init; }

    /// <summary>Name for signing in to the mail server.</summary>
    public string? SmtpUser { get; init; }

    /// <summary>Password for signing in to the mail server. Secret.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>What the server is called in its own figures, which every viewer reads; <see langword="null"/> = a random id at each start.</summary>
    public string? ServerName { get; init; }

    /// <summary>The folder and the addresses; never a connection string.</summary>
    public override string ToString() => $"{DataFolder} on {string.Join(", ", Urls)}";
}
