using System.Reflection;
using System.Security.Cryptography;

namespace Telemetry.Tools.Cli;

/// <summary>The logger's assemblies, and their copy in the user's store. A copy is never changed, only joined by another: a build may have it loaded.</summary>
/// <param name="source">The folder that the tool ships them in.</param>
internal sealed class LoggerFiles(string source)
{
    private const string Assembly = "Telemetry.Tools.MSBuild.dll";

    private static readonly string[] Names = [Assembly, "Telemetry.Tools.dll"];

    /// <summary>Copies the files, unless the same ones are there already.</summary>
    /// <param name="home">The user's home folder.</param>
    public InstalledLogger Install(string home)
    {
        var files = Names.Select(name => (Name: name, Content: File.ReadAllBytes(Path.Combine(source, name)))).ToList();
        var relative = $".telemetry/logger/{Version()}-{Digest(files.Select(file => file.Content))}";
        var folder = Path.Combine(home, relative);
        if (!files.TrueForAll(file => IsThere(Path.Combine(folder, file.Name), file.Content))) Copy(files, folder, Path.Combine(home, ".telemetry"));
        return new InstalledLogger(folder, $"{relative}/{Assembly}");
    }

    // Whole or not at all: another process may attach at the same time, and a build may start in between.
    private static void Copy(List<(string Name, byte[] Content)> files, string folder, string store)
    {
        var parent = Path.GetDirectoryName(folder)!;
        MakePrivate(store);
        MakePrivate(parent);
        var temporary = Path.Combine(parent, ".tmp-" + Guid.NewGuid().ToString("N"));
        MakePrivate(temporary);
        try
        {
            foreach (var (name, content) in files) File.WriteAllBytes(Path.Combine(temporary, name), content);
            if (Directory.Exists(folder)) Directory.Move(folder, temporary + "-old");
            Directory.Move(temporary, folder);
        }
        catch (IOException) when (files.TrueForAll(file => IsThere(Path.Combine(folder, file.Name), file.Content)))
        {
            // Somebody else was quicker, with the same files.
        }
        finally
        {
            foreach (var left in new[] { temporary, temporary + "-old" })
            {
                if (Directory.Exists(left)) Directory.Delete(left, recursive: true);
            }
        }
    }

    private static void MakePrivate(string folder)
    {
        if (new DirectoryInfo(folder).LinkTarget is not null) throw new IOException($"'{folder}' is a symbolic link.");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static bool IsThere(string path, byte[] content) => File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);

    private static string Version()
    {
        var text = typeof(LoggerFiles).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        return text.Split('+')[0];
    }

    private static string Digest(IEnumerable<byte[]> contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var content in contents) hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}

/// <summary>The logger's copy in the user's store.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="RelativeToHome">The logger's assembly, relative to the home folder, with forward slashes.</param>
internal sealed record InstalledLogger(string Folder, string RelativeToHome);
