using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Telemetry.Tools.Server;

/// <summary>The folder that keeps removed events: a file a tenant, stream and month.</summary>
internal sealed class ArchiveFolder
{
    private const string IdName = "archive-id";
    private readonly Lazy<string> _id;

    public ArchiveFolder(string path)
    {
        Path = path;
        _id = new(ReadId);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>What tells it from the folders of other servers; made with the folder.</summary>
    public string Id => _id.Value;

    /// <summary>The settings' folder.</summary>
    public static ArchiveFolder Of(ServerSettings settings) => new(settings.ArchiveFolder ?? System.IO.Path.Combine(settings.DataFolder, "archive"));

    /// <summary>Whether a piece is in this folder.</summary>
    public bool Holds(ArchiveEntry entry) => Directory.Exists(Path) && entry.Folder == Id;

    /// <summary>A file's full path.</summary>
    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Name of the file of a month.</summary>
    /// <param name="scope">Whose events.</param>
    /// <param name="time">A time in the month.</param>
    /// <param name="number">1; or more where files before it were taken away.</param>
    public static string FileOf(EventScope scope, long time, int number)
    {
        var suffix = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $".{number}");
        return string.Create(CultureInfo.InvariantCulture, $"{FolderOf(scope.Tenant)}/{FolderOf(scope.Stream)}/{Clock.Time(time):yyyy-MM}{suffix}.jsonl.gz");
    }

    /// <summary>Makes a folder for this user alone.</summary>
    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // Some file systems know no difference between small and capital letters, and tenants do.
    private static string FolderOf(string name) => name.Any(char.IsAsciiLetterUpper) ? $"{name}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4))}" : name;

    private string ReadId()
    {
        Make(Path);
        var file = PathOf(IdName);
        if (!File.Exists(file))
        {
            File.WriteAllText(file, Guid.NewGuid().ToString("N"));
            FolderSync.Flush(Path);
        }

        return File.ReadAllText(file).Trim();
    }
}
