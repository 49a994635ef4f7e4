using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Telemetry.Tools.Schema;

namespace Telemetry.Tools.Server;

/// <summary>A schema file as it was sent, read and checked.</summary>
/// <param name="Document">What it says.</param>
/// <param name="Text">Its text.</param>
internal sealed record SchemaUpload(SchemaDocument Document, string Text)
{
    /// <summary>Bytes of a schema file at most.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MaxFields = 1_000;

    /// <summary>Digest of the text in hexadecimal.</summary>
    public string Sha256 => DigestOf(Text);

    /// <summary>Digest of a schema's text in hexadecimal.</summary>
    public static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads a schema file for a stream.</summary>
    /// <exception cref="QueryException">It cannot be used.</exception>
    public static SchemaUpload Read(ReadOnlySpan<byte> file, string stream)
    {
        if (file.Length > MaxBytes) throw new QueryException($"A schema file has at most {MaxBytes} bytes.", ServerDiagnostics.TooLarge, 413);
        if (!Utf8.IsValid(file) || file.IndexOf((byte)0) >= 0) throw Bad("it is not UTF-8 text.");
        var text = Encoding.UTF8.GetString(file.StartsWith("\uFEFF"u8) ? file[3..] : file);
        var result = SchemaParser.Parse(text, stream);
        if (result.HasErrors || result.Document is not { Events.Count: > 0 } document) throw Bad(result.Diagnostics.Count > 0 ? result.Diagnostics[0].ToString() : "it holds no event.");
        if (document.Stream != stream) throw Bad($"it is of the stream '{document.Stream}', and was sent to '{stream}'.");
        if (document.Fields.Count + document.Events.Sum(item => item.Fields.Count) > MaxFields) throw Bad($"it has more than {MaxFields} fields.");
        return new SchemaUpload(document, text);
    }

    private static QueryException Bad(string reason) => new($"The schema cannot be used: {reason}", ServerDiagnostics.BadSchema);
}
