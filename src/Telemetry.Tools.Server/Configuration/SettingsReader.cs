using System.Collections;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Telemetry.Tools.Analytics;

namespace Telemetry.Tools.Server;

/// <summary>Reads settings: the command line over <c>TELEMETRY_SERVER__NAME</c> over <c>telemetry-server.json</c> over the defaults. What is unknown or cannot be used is an error.</summary>
public static class SettingsReader
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "telemetry-server.json";

    /// <summary>What environment variables begin with.</summary>
    public const string Prefix = "TELEMETRY_SERVER__";

    /// <summary>The settings that there are.</summary>
    internal static IReadOnlyList<Setting> Known { get; } =
    [
        new("urls", "Addresses to listen on, with ';' between them.", "http://127.0.0.1:5080", (settings, text) => settings with { Urls = ReadUrls(text) }),
        new("database", "Connection string of a PostgreSQL database; without it the embedded SQLite. Better in the environment than here.", null, (settings, text) => settings with { Database = text }),
        new("read_database", "Connection string for reads, such as a standby's.", null, (settings, text) => settings with { ReadDatabase = text }),
        new("max_items", "Events that one request may hold.", "10000", (settings, text) => settings with { MaxItems = ReadNumber(text, 1, 10_000) }),
        new("max_body_bytes", "Bytes of a request as it is sent.", "10485760", (settings, text) => settings with { MaxBodyBytes = ReadNumber(text, 1_024, 104_857_600) }),
        new("max_inflated_bytes", "Bytes of a request once it is inflated.", "67108864", (settings, text) => settings with { MaxInflatedBytes = ReadNumber(text, 1_024, 268_435_456) }),
        new("requests_per_minute", "Requests that one key may send in a minute; 0 for any number.", "0", (settings, text) => settings with { RequestsPerMinute = ReadNumber(text, 0, 10_000_000) }),
        new("cache_seconds", "Seconds that an answer may be kept while nothing changes.", "300", (settings, text) => settings with { CacheSeconds = ReadNumber(text, 0, 300) }),
        new("trusted_proxies", "Addresses or networks of proxies, with ',' between them, whose X-Forwarded-For and X-Forwarded-Proto are believed.", null, (settings, text) => settings with { TrustedProxies = ReadNetworks(text) }),
        new("prices", "A price file to lay over the built-in prices.", null, (settings, text) => settings with { Prices = text }),
        new("otlp_attributes", "Attributes of OpenTelemetry to keep beside the usual ones, with ';' between them: user.email, gen_ai.* or body (of log records). They may say who somebody is and what was asked.", null, (settings, text) => settings with { OtlpAttributes = ReadNames(text) }),
        new("archive_folder", "Where events are archived before retention removes them; archive in the data folder where it is not set.", null, (settings, text) => settings with { ArchiveFolder = Path.GetFullPath(text, settings.DataFolder) }),
        new("server_name", "What the server is called in its own figures, which every viewer reads; a random id at each start where it is not set.", null, (settings, text) => settings with { ServerName = ReadName(text) }),
        new("webhook_allow", "Ranges and hosts outside of the public internet that webhooks and mail may go to, with ';' between them: 10.1.0.0/16;hooks.internal.", null, (settings, text) => settings with { WebhookAllow = ReadTargets(text) }),
        new("webhook_secret", "What signs webhooks that have no secret of their own. Better in a file than here.", null, (settings, text) => settings with { WebhookSecret = text }),
        new("webhook_secret_file", "A file that holds it.", null, (settings, text) => settings with { WebhookSecret = ReadSecret(text) }),
        new("smtp_server", "Mail server with its port, smtp.example.com:587; without it alerts are not mailed.", null, (settings, text) => settings with { SmtpServer = ReadMailServer(text) }),
        new("smtp_security", "How mail is protected on its way: starttls, tls (from the start, port 465) or none.", "starttls", (settings, text) => settings with { SmtpSecurity = ReadWord(text, "starttls", "tls", "none") }),
        new("smtp_from", "Sender of mail.", null, (settings, text) => settings with { SmtpFrom = MailAddresses.IsPlain(text) ? text : throw new FormatException("it takes an address such as telemetry@example.com.") }),
        new("smtp_user", "Name for signing in to the mail server.", null, (settings, text) => settings with { SmtpUser = text }),
        new("smtp_password", "Password for signing in to the mail server. Better in a file than here.", null, (settings, text) => settings with { SmtpPassword = text }),
        new("smtp_password_file", "A file that holds it.", null, (settings, text) => settings with { SmtpPassword = ReadSecret(text) }),
    ];

    /// <summary>Reads and checks everything.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <param name="commandLine">Settings of the command line, by name.</param>
    /// <exception cref="ServerException">TEL4001: a setting is unknown or cannot be used.</exception>
    public static ServerSettings Read(string dataFolder, IDictionary environment, IReadOnlyDictionary<string, string> commandLine)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(commandLine);
        var settings = new ServerSettings { DataFolder = dataFolder };
        var file = Path.Combine(dataFolder, FileName);
        if (File.Exists(file)) settings = Apply(settings, ReadFile(file), file);
        settings = Apply(settings, OfEnvironment(environment), "the environment");
        settings = Apply(settings, commandLine, "the command line");
        if (settings is { ReadDatabase: not null, Database: null }) throw Bad("'read_database' needs 'database'.", null);
        if (settings is { SmtpServer: not null, SmtpFrom: null }) throw Bad("'smtp_server' needs 'smtp_from'.", null);
        if (settings is { SmtpPassword: not null, SmtpSecurity: "none" }) throw Bad("'smtp_password' is sent over TLS only; 'smtp_security' is none.", null);
        return settings;
    }

    private static ServerSettings Apply(ServerSettings settings, IEnumerable<KeyValuePair<string, string>> values, string source)
    {
        foreach (var (name, text) in values)
        {
            var setting = Known.FirstOrDefault(known => known.Name == name)
                ?? throw Bad($"There is no setting '{name}' ({source}).{Suggestion.For(name, Known.Select(known => known.Name))}", $"Settings: {string.Join(", ", Known.Select(known => known.Name))}");
            try
            {
                settings = setting.Apply(settings, text);
            }
            catch (FormatException error)
            {
                throw Bad($"The setting '{name}' ({source}) cannot be used: {error.Message}", null);
            }
        }

        return settings;
    }

    private static IEnumerable<KeyValuePair<string, string>> OfEnvironment(IDictionary environment) => environment.Cast<DictionaryEntry>()
        .Where(entry => ((string)entry.Key).StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        .Select(entry => KeyValuePair.Create(((string)entry.Key)[Prefix.Length..].ToLowerInvariant(), (string?)entry.Value ?? ""))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private static List<KeyValuePair<string, string>> ReadFile(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Bad($"{file} is no JSON object.", null);
            return [.. document.RootElement.EnumerateObject().Where(item => item.Value.ValueKind != JsonValueKind.Null).Select(item => KeyValuePair.Create(item.Name, TextOf(item.Value)))];
        }
        catch (JsonException error)
        {
            throw Bad($"{file} is no JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.", null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Bad($"{file} cannot be read: {error.Message}", null);
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static Uri[] ReadUrls(string text)
    {
        var urls = text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0) throw new FormatException("no address.");
        return [.. urls.Select(url => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && address.AbsolutePath == "/"
            ? address
            : throw new FormatException($"'{url}' is no address such as http://127.0.0.1:5080. TLS belongs to a proxy in front."))];
    }

    private static IPNetwork[] ReadNetworks(string text) =>
        [.. text.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => IPAddress.TryParse(item, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : IPNetwork.TryParse(item, out var network) ? network : throw new FormatException($"'{item}' is no address such as 10.0.0.7 and no network such as 10.0.0.0/8."))];

    private static string[] ReadNames(string text)
    {
        const int Most = 200;
        var names = text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length <= Most ? names : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it takes at most {Most} names."));
    }

    private static string ReadName(string text) =>
        text.Length is > 0 and <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') ? text : throw new FormatException("it takes 1 to 64 letters, digits, '-', '_' and '.'.");

    private static int ReadNumber(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it takes a whole number from {least} to {most}."));

    private static string ReadTargets(string text)
    {
        AllowedTargets.Parse(text);
        return text;
    }

    private static string ReadWord(string text, params string[] words) => words.Contains(text, StringComparer.Ordinal) ? text : throw new FormatException($"it takes {string.Join(", ", words)}.");

    private static string ReadMailServer(string text) =>
        Uri.TryCreate($"smtp://{text}", UriKind.Absolute, out var server) && server.Port > 0 && server.AbsolutePath is "/" or "" && server.UserInfo.Length == 0
            ? text
            : throw new FormatException("it takes a host with its port, such as smtp.example.com:587.");

    private static string ReadSecret(string file)
    {
        try
        {
            var secret = File.ReadAllText(file).TrimEnd('\r', '\n');
            return secret.Length > 0 ? secret : throw new FormatException("the file is empty.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"the file cannot be read: {error.Message}");
        }
    }

    private static ServerException Bad(string message, string? next) => new(ServerDiagnostics.BadSetting, message, next, isUsage: true);

    /// <summary>One setting.</summary>
    internal sealed record Setting(string Name, string Description, string? Default, Func<ServerSettings, string, ServerSettings> Apply);
}
