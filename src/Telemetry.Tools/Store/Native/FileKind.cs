namespace Telemetry.Tools;

/// <summary>What a path leads to, without following a symbolic link at its end.</summary>
internal enum FileKind
{
    File,
    Folder,
    Link,
    Other,
}
