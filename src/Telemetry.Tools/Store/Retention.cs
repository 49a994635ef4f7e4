namespace Telemetry.Tools;

/// <summary>Removes closed segments that are older than a schema wants them kept.</summary>
internal static class Retention
{
    /// <summary>Deletes the segments closed before a time; none of a folder without <c>schema.json</c>, which is no stream of ours.</summary>
    public static void Remove(StreamFolder folder, DateTimeOffset before)
    {
        if (SchemaFile.Read(folder.Path) is null) return;
        foreach (var name in folder.ListClosed())
        {
            if (name.ClosedAt is not { } closedAt || closedAt >= before) continue;
            var path = Path.Combine(folder.Path, name.FileName);
            if (NativeFiles.Current.Stat(path) is { Kind: FileKind.File } facts && facts.Owner == NativeFiles.Current.User) File.Delete(path);
        }
    }
}
