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

    private static int ReadNumber(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it takes a whole number from {least} to {most}."));

    private static ServerException Bad(string message, string? next) => new(ServerDiagnostics.BadSetting, message, next, isUsage: true);

    /// <summary>One setting.</summary>
    internal sealed record Setting(string Name, string Description, string? Default, Func<ServerSettings, string, ServerSettings> Apply);
}
