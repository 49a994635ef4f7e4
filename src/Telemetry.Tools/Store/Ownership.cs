namespace Telemetry.Tools;

/// <summary>What a store may touch: real folders and files of the running user.</summary>
internal static class Ownership
{
    /// <summary>Makes a folder where it is missing, and refuses a link, a file and a foreign one.</summary>
    public static void EnsureFolder(string path)
    {
        var files = NativeFiles.Current;
        if (files.Stat(path) is null) files.CreateFolder(path);
        RequireFolder(path);
    }

    /// <summary>Refuses a link, a file and a foreign folder.</summary>
    public static void RequireFolder(string path)
    {
        var facts = NativeFiles.Current.Stat(path) ?? throw StoreDiagnostics.NoFolder(path, "it does not exist");
        if (facts.Kind == FileKind.Link) throw StoreDiagnostics.Link(path);
        if (facts.Kind != FileKind.Folder) throw StoreDiagnostics.NoFolder(path, "it is a file");
        RequireOwner(path, facts);
    }

    /// <summary>Refuses a link, a folder, a device and a foreign file.</summary>
    public static void RequireFile(string path, in FileFacts facts)
    {
        if (facts.Kind == FileKind.Link) throw StoreDiagnostics.Link(path);
        if (facts.Kind != FileKind.File) throw StoreDiagnostics.NotAFile(path);
        RequireOwner(path, facts);
    }

    private static void RequireOwner(string path, in FileFacts facts)
    {
        if (facts.Owner != NativeFiles.Current.User) throw StoreDiagnostics.ForeignOwner(path, facts.Owner);
    }
}
