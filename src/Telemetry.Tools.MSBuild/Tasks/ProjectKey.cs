using System.Security.Cryptography;
using System.Text;
using Microsoft.Build.Framework;

namespace Telemetry.Tools.MSBuild;

/// <summary>One project with one set of global properties: what MSBuild runs each target of at most once.</summary>
/// <param name="ProjectFile">Full path of the project; of its folder where the file is not to be had.</param>
/// <param name="Id">Tells such projects apart within a build.</param>
/// <param name="Domain">The domain that the command line names.</param>
internal sealed record ProjectKey(string ProjectFile, string Id, string? Domain)
{
    /// <summary>The project that a task runs in.</summary>
    public static ProjectKey Of(IBuildEngine engine)
    {
        var file = RunningProject.Of(engine)?.FullPath ?? Environment.CurrentDirectory;
        var properties = (engine as IBuildEngine6)?.GetGlobalProperties() ?? new Dictionary<string, string>();
        var text = new StringBuilder(file);
        foreach (var (name, value) in properties.OrderBy(property => property.Key, StringComparer.OrdinalIgnoreCase)) text.Append('\n').Append(name).Append('=').Append(value);
        return new(file, Digest(text.ToString()), GlobalDomain.Of(properties));
    }

    /// <summary>Sixteen hexadecimal digits that stand for a text.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
