using System.Text;

namespace Telemetry.Tools;

/// <summary>A random name for this machine in this store: says that two events come from one machine, and not which.</summary>
internal static class MachineFile
{
    public const string Name = "machine.id";

    /// <summary>Reads the id, and makes it where there is none.</summary>
    public static string ReadOrCreate(string root)
    {
        var path = Path.Combine(root, Name);
        if (NativeFiles.Current.Stat(path) is not { } facts)
        {
            AtomicFile.TryCreate(path, Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N") + "\n"));
            facts = NativeFiles.Current.Stat(path) ?? throw new IOException($"'{path}' cannot be written.");
        }

        Ownership.RequireFile(path, facts);
        return File.ReadAllText(path).Trim();
    }
}
