namespace Telemetry.Tools;

/// <summary>Which file it is, whatever it is called: stays the same when a segment is renamed.</summary>
/// <param name="Device">The file system (<c>st_dev</c>; volume serial number on Windows).</param>
/// <param name="Index">The file in it (<c>st_ino</c>; file index on Windows).</param>
public readonly record struct FileIdentity(ulong Device, ulong Index);
