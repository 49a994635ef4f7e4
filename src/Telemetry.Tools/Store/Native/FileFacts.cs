namespace Telemetry.Tools;

/// <summary>What the system says of a file.</summary>
/// <param name="Identity">Which file it is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Kind">File, folder, link or something else.</param>
/// <param name="Owner">User id; 0 on Windows.</param>
/// <param name="Permissions">The nine permission bits; 0 on Windows.</param>
internal readonly record struct FileFacts(FileIdentity Identity, long Size, FileKind Kind, uint Owner, uint Permissions);
